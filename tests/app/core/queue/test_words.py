"""Jobs are found by what they hold: whatever state they are in, however many there are, only one's own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import Session, house_session, open_session, owner_engine
from app.core.ids import new_ids
from app.core.queue import Job
from app.core.queue import actions as jobs
from app.core.queue.counting import count
from app.core.queue.filters import JobFilter, conditions
from tests.factories.people import new_owner
from tests.factories.work import clear_queue
from tests.jobs import sample

assert sample
OVER, WAITING, NEEDLES = 20_000, 200, 70
FILL = """
insert into job_queue (id, tenant_id, job_type, payload, status, priority, attempts, max_attempts, fence, lapses,
                       progress_done, completed_at)
select id, :tenant, 'test.mark',
       jsonb_build_object('word', case when g % :apart = 0 then 'Nadel' else 'hay' end, 'seconds', g),
       :status, 0, 1, 3, 1, 0, 0, case when :over then now() end
from unnest(cast(:ids as uuid[])) with ordinality as one(id, g)
"""


@pytest.fixture(autouse=True)
def empty_queue(house: object) -> None:
    """No job of an earlier test is left."""
    clear_queue()


def _job(actor: Actor, status: str, payload: dict[str, Any], error: str | None = None) -> str:
    over = status in ("completed", "failed", "cancelled")
    with open_session(actor) as session:
        job = Job(job_type="test.mark", payload=payload, status=status, error_message=error)
        session.add(job)
        session.flush()
        values = {"id": job.id, "over": over}
        session.execute(
            text("update job_queue set completed_at = case when :over then now() end where id = :id"), values
        )
        return str(job.id)


def _found(actor: Actor, said: str) -> set[str]:
    page = actions.run(actor, jobs.list_jobs, {"text": said}).value
    assert actions.run(actor, count, {"filter": {"text": said}}).value == len(page.items)
    return {str(job.id) for job in page.items}


@pytest.mark.parametrize("status", ["pending", "retrying", "processing", "completed", "failed", "cancelled"])
def test_a_job_is_found_in_every_state(owner: Actor, other: Actor, status: str) -> None:
    mine = _job(owner, status, {"to": "Zoë.Ray@example.com", "deep": [{"note": "line\none"}, 4711]}, "No route to Mars")
    _job(other, status, {"to": "zoe.ray@example.com"})
    _job(owner, status, {"to": "nobody"})
    for said in ("zoe.ray@example.com", "ZOË", "exam", "4711", "one", "mars route"):
        assert _found(owner, said) == {mine}, said
    for said in ("deep", "note", "zoe nobody", "none"):
        assert _found(owner, said) == set(), said
    assert _found(owner, "!?") == set()


def test_the_name_of_a_kind_finds_its_jobs(owner: Actor) -> None:
    mine = _job(owner, "completed", {})
    for said in ("Leave a mark", "test.mark"):
        assert _found(owner, said) == {mine}


def test_a_payload_too_long_to_be_searched_does_not_keep_a_job_from_its_end(owner: Actor) -> None:
    long = " ".join(f"word{number}" for number in range(200_000))
    mine = _job(owner, "completed", {"text": long})
    assert _found(owner, "word1") == {mine}


@pytest.fixture
def crowded(house: object) -> Iterator[Actor]:
    """The owner of a tenant with 20,000 jobs that are over and 200 that wait, beside another with as many."""
    actors = [new_owner(), new_owner()]
    with owner_engine().begin() as connection:
        for actor in actors:
            given = {"tenant": actor.tenant_id, "apart": OVER // NEEDLES}
            connection.execute(text(FILL), {**given, "ids": new_ids(OVER), "status": "completed", "over": True})
            connection.execute(text(FILL), {**given, "ids": new_ids(WAITING), "status": "pending", "over": False})
        connection.execute(text("analyze job_queue"))
    yield actors[0]
    with house_session() as session:
        session.execute(delete(Job).where(col(Job.tenant_id).in_([actor.tenant_id for actor in actors])))


def test_a_word_is_looked_up_and_paged_by_indexes_alone(crowded: Actor) -> None:
    first = actions.run(crowded, jobs.list_jobs, {"text": "nadel"}).value
    rest = actions.run(crowded, jobs.list_jobs, {"text": "nadel", "cursor": first.next_cursor}).value
    found = [job.id for job in [*first.items, *rest.items]]
    assert (len(set(found)), rest.next_cursor) == (NEEDLES, None)
    assert found == sorted(found, reverse=True)
    wanted = select(Job).where(*conditions(crowded, JobFilter(text="nadel")), col(Job.id) < first.items[-1].id)
    wanted = wanted.order_by(col(Job.id).desc()).limit(51)
    with open_session(crowded) as session:
        connection = session.connection()
        compiled = wanted.compile(connection)
        plan = connection.exec_driver_sql(f"explain (format json) {compiled}", compiled.construct_params()).scalar_one()
        nodes = list(_nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
        scans = [node for node in nodes if node.get("Relation Name") == "job_queue"]
        assert scans
        assert all("Index" in node["Node Type"] for node in scans), scans
    with open_session(crowded) as session:
        before = _read(session)
        session.execute(wanted).all()
        scanned, fetched = (after - earlier for after, earlier in zip(_read(session), before, strict=True))
    assert scanned == 0
    assert 0 < fetched < OVER / 10


def _read(session: Session) -> tuple[int, int]:
    """How often this connection has walked through the queue, and how many rows it has fetched by indexes.

    What the search function itself reads is in it, and what the connection did lately before.
    """
    of_queue = "select seq_scan, idx_tup_fetch from pg_stat_xact_user_tables where relname = 'job_queue'"
    scanned, fetched = session.execute(text(of_queue)).one()
    return scanned, fetched


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from _nodes(part)
