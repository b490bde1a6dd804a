"""What leaves the house leaves it once, or a person is asked: by processes killed for real at every point."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import Session, house_session, open_session
from app.core.effects import Effect, intend, on_settled
from app.core.effects import actions as ledger
from app.core.effects.sweep import sweep
from app.core.errors import Conflict, NotFound
from app.core.queue import Job, enqueue
from app.core.queue.lease import reap
from app.core.settings import Settings
from jobs.worker import drain
from tests.app.core.effects import sending
from tests.app.core.effects.sending import Sending, send
from tests.factories.mother import Mother

TOLD: list[tuple[str, str]] = []


@on_settled
def told(session: Session, effect: Effect) -> None:
    """Keeps what it hears of tests."""
    if effect.kind == "test":
        TOLD.append((effect.key, effect.state))


@pytest.fixture(autouse=True)
def empty_queue(house: Settings) -> None:
    """No job of an earlier test is left."""
    TOLD.clear()
    with house_session() as session:
        session.execute(delete(Job))


def _ask(owner: Actor, tmp_path: Path, end: str = "", *, repeatable: bool = False) -> Path:
    outbox = tmp_path / "outbox"
    with open_session(owner) as session:
        enqueue(session, send, Sending(outbox=str(outbox), key=f"k-{end}", end=end, repeatable=repeatable))
    return outbox


def _worker(mother: Mother, tmp_path: Path) -> int:
    """The way a worker process ended that did all that was due; jobs of dead ones are given back before."""
    with house_session() as session:
        session.execute(update(Job).where(col(Job.status) == "processing").values(lease_until=func.now()))
    reap()
    with house_session() as session:
        session.execute(update(Job).where(col(Job.status) == "retrying").values(scheduled_for=func.now()))
    return mother.bear("jobs.worker:drain", tmp_path / "log", [sending.__name__]).wait(300)


def _effect(owner: Actor) -> Effect:
    with open_session(owner) as session:
        return session.scalars(select(Effect).where(col(Effect.kind) == "test")).one()


def _sent(outbox: Path) -> int:
    return len(outbox.read_text().splitlines()) if outbox.exists() else 0


def _job_state(owner: Actor) -> str:
    with open_session(owner) as session:
        return session.scalars(select(col(Job.status)).where(col(Job.job_type) == "test.send")).one()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("end", "repeatable", "state", "job", "times"),
    [
        ("intended", False, "sent", "completed", 1),
        ("before", False, "unknown", "failed", 0),
        ("after", False, "unknown", "failed", 1),
        ("settled", False, "sent", "completed", 1),
        ("intended", True, "sent", "completed", 1),
        ("before", True, "sent", "completed", 1),
        ("after", True, "sent", "completed", 2),
        ("settled", True, "sent", "completed", 1),
    ],
)
def test_a_process_killed_at_any_point(
    owner: Actor, mother: Mother, tmp_path: Path, end: str, repeatable: bool, state: str, job: str, times: int
) -> None:
    outbox = _ask(owner, tmp_path, end, repeatable=repeatable)
    assert _worker(mother, tmp_path) == -9
    assert _worker(mother, tmp_path) == 0
    assert (_effect(owner).state, _job_state(owner), _sent(outbox)) == (state, job, times)


def test_what_went_well_is_settled_once_and_told(owner: Actor, tmp_path: Path) -> None:
    outbox = _ask(owner, tmp_path)
    drain()
    effect = _effect(owner)
    assert (effect.state, effect.answer, effect.tries, _sent(outbox)) == ("sent", {"receipt": 1}, 1, 1)
    assert effect.sent_at
    _ask(owner, tmp_path)
    drain()
    assert (_sent(outbox), TOLD) == (1, [("k-", "sent")])


@pytest.mark.parametrize(
    ("end", "repeatable", "state", "tries"),
    [
        ("refused", False, "refused", 1),
        ("away", False, "failed", 2),
        ("uncertain", False, "unknown", 1),
        ("uncertain", True, "failed", 2),
    ],
)
def test_failures_end_as_what_they_are(
    owner: Actor, tmp_path: Path, end: str, repeatable: bool, state: str, tries: int
) -> None:
    _ask(owner, tmp_path, end, repeatable=repeatable)
    drain()
    with house_session() as session:
        session.execute(update(Job).where(col(Job.status) == "retrying").values(scheduled_for=func.now()))
    drain()
    effect = _effect(owner)
    assert (effect.state, effect.tries, _job_state(owner)) == (state, tries, "failed")
    assert [(f"k-{end}", state)] == TOLD
    assert effect.error_message


@pytest.mark.parametrize(
    ("decision", "state", "told_of"), [("happened", "sent", "sent"), ("give_up", "failed", "failed")]
)
def test_a_person_decides_what_nobody_can_know(
    owner: Actor, viewer: Actor, tmp_path: Path, decision: str, state: str, told_of: str
) -> None:
    _ask(owner, tmp_path, "uncertain")
    drain()
    (row,) = actions.run(owner, ledger.list_effects, {"state": "unknown"}).value.items
    done = actions.run(owner, ledger.decide, {"effect_id": row.id, "decision": decision, "note": "I asked"}).value
    assert (done.state, "I asked" in (done.note or "")) == (state, True)
    assert [("k-uncertain", "unknown"), ("k-uncertain", told_of)] == TOLD
    with pytest.raises(Conflict):
        actions.run(owner, ledger.decide, {"effect_id": row.id, "decision": "again"})
    assert actions.run(viewer, ledger.get, {"effect_id": row.id}).value.state == state


def test_others_see_nothing_of_it(owner: Actor, other: Actor, tmp_path: Path) -> None:
    _ask(owner, tmp_path)
    drain()
    assert actions.run(other, ledger.list_effects, {}).value.items == []
    with pytest.raises(NotFound):
        actions.run(other, ledger.get, {"effect_id": _effect(owner).id})


def test_one_key_is_one_sending(owner: Actor, other: Actor) -> None:
    def written(actor: Actor) -> UUID:
        with open_session(actor) as session:
            return intend(session, key="same", kind="test", target="t", request={"a": 1}, waiter="run:1:a").id

    assert written(owner) == written(owner)
    assert written(owner) != written(other)


def test_what_its_job_left_behind_is_settled(owner: Actor, tmp_path: Path) -> None:
    for key, state in (("waits", "intended"), ("went", "sending")):
        with open_session(owner) as session:
            job = enqueue(session, send, Sending(outbox="x", key=key))
            job.status = "cancelled"
            intend(session, key=key, kind="test", target="t", request={}, job_id=job.id).state = state
    with house_session() as session:
        enqueue(session, sweep)
    drain()
    assert sorted(TOLD) == [("waits", "failed"), ("went", "unknown")]
