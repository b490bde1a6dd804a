"""Light jobs, done many to a transaction: each happens once or not at all, whatever the others do."""

import time
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.errors import Invalid
from app.core.events import Event
from app.core.queue import Context, Job, enqueue, enqueue_many, kind
from app.core.queue.batch import run_light
from app.core.queue.claim import claim
from app.core.queue.lease import reap
from app.core.queue.records import JobLog, JobMinute
from app.core.queue.statistics import statistics
from jobs.worker import drain
from tests.jobs.looking import ask, effects, look
from tests.jobs.sample import Word, effect


@kind("test.light", title="Do little", payload=Word, light=True, time_limit=0.5)
def light(job: Context, payload: Word) -> dict[str, Any]:
    """One effect; "bad" fails after it, "bug" leaves it to the database to fail, "long" takes too long."""
    effect(job.session, job, "test.light")
    job.log(f"did {payload.word}")
    job.link("job_queue", job.id)
    if payload.word == "bad":
        raise Invalid("This can never work.")
    if payload.word == "bug":
        job.session.add(Event(name=None, record_table="job_queue", record_id=job.id))  # pyright: ignore[reportArgumentType]
    if payload.word == "long":
        time.sleep(3)
    return {"word": payload.word}


@kind("test.pure", title="Write nothing", payload=Word, light=True, writes=False)
def pure(job: Context, payload: Word) -> dict[str, Any]:
    """Nothing, or a failure."""
    if payload.word == "bad":
        raise Invalid("This can never work.")
    return {}


def _transactions(job_ids: list[Any]) -> int:
    with house_session() as session:
        return (
            session.scalar(
                select(func.count(func.distinct(col(Event.created_at)))).where(col(Event.record_id).in_(job_ids))
            )
            or 0
        )


def test_many_end_in_one_commit_with_their_effects(owner: Actor) -> None:
    with open_session(owner) as session:
        ids = enqueue_many(session, light, [{"word": str(number)} for number in range(60)])
    assert drain() == 60
    assert all((look(job_id).status, effects(job_id)) == ("completed", 1) for job_id in ids)
    assert look(ids[7]).result == {"word": "7"}
    assert look(ids[7]).links == [["job_queue", str(ids[7])]]
    # `now()` is the moment of the transaction.
    assert _transactions(ids) < 10


@pytest.mark.parametrize(("word", "reason"), [("bad", "never work"), ("bug", "missing"), ("long", "0.5 s")])
def test_one_failure_costs_one_job(owner: Actor, word: str, reason: str) -> None:
    words = ["a"] * 10 + [word] + ["b"] * 10
    with open_session(owner) as session:
        ids = enqueue_many(session, light, [{"word": said} for said in words], max_attempts=1)
    drain()
    failed = ids[10]
    assert (look(failed).status, effects(failed)) == ("failed", 0)
    assert reason in (look(failed).error_message or "")
    assert all((look(job_id).status, effects(job_id)) == ("completed", 1) for job_id in ids if job_id != failed)


def test_what_a_failed_one_said_stays(owner: Actor) -> None:
    job_id = ask(owner, "test.light", word="bad")
    drain()
    with house_session() as session:
        said = session.scalars(select(col(JobLog.line)).where(col(JobLog.job_id) == job_id)).all()
    assert said == ["did bad"]


def test_jobs_of_many_tenants_stay_apart(owner: Actor, other: Actor) -> None:
    mine, theirs = ask(owner, "test.light"), ask(other, "test.light")
    drain()
    with house_session() as session:
        for job_id, actor in ((mine, owner), (theirs, other)):
            told = session.scalars(select(Event).where(col(Event.record_id) == job_id)).one()
            assert told.tenant_id == actor.tenant_id


def test_the_houses_own_run_too(owner: Actor) -> None:
    with house_session() as session:
        ids = enqueue_many(session, pure, [{}, {"word": "bad"}])
    drain()
    assert [look(job_id).status for job_id in ids] == ["completed", "failed"]


def test_a_lost_lease_costs_only_the_job_that_was_lost(owner: Actor) -> None:
    with open_session(owner) as session:
        ids = enqueue_many(session, light, [{}] * 5)
    held = claim("zombie", 10)
    with house_session() as session:
        lapsed = (
            update(Job).where(col(Job.id) == ids[2]).values(lease_until=func.now() - func.make_interval(0, 0, 0, 1))
        )
        session.execute(lapsed)
    assert reap() == 1
    list(run_light(held))
    assert [look(job_id).status for job_id in ids] == ["completed"] * 2 + ["retrying"] + ["completed"] * 2
    assert [effects(job_id) for job_id in ids] == [1, 1, 0, 1, 1]
    drain()
    assert effects(ids[2]) == 1


def test_a_light_job_opens_no_unit_of_its_own(owner: Actor) -> None:
    ask(owner, "test.light")
    (held,) = claim("me", 1)
    with pytest.raises(RuntimeError), Context(held, light=True).open():
        pass


def test_what_ended_is_counted(owner: Actor) -> None:
    with open_session(owner) as session:
        enqueue_many(session, light, [{}, {}, {"word": "bad"}])
    drain()
    statistics.flush()
    with house_session() as session:
        rows = session.scalars(select(JobMinute).where(col(JobMinute.tenant_id) == owner.tenant_id)).all()
    assert (sum(row.completed for row in rows), sum(row.failed for row in rows)) == (2, 1)
    assert sum(sum(row.waits) for row in rows) == 3


def test_many_at_once_are_checked_and_keyed(owner: Actor) -> None:
    with open_session(owner) as session:
        with pytest.raises(Invalid) as refused:
            enqueue_many(session, light, [{"word": "x"}, {"word": 3}])
        first = enqueue_many(session, light, [{}, {}], unique_keys=["a", "b"])
        again = enqueue_many(session, light, [{}, {}], unique_keys=["b", "c"])
        one = enqueue(session, light, unique_key="c")
    assert refused.value.fields
    assert (len(first), len(again)) == (2, 1)
    assert one.id == again[0]
