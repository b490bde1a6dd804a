"""Many jobs at once, why one does not run, and what is told of all."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, func, update
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor, Kind
from app.core.db import house_session, open_session
from app.core.errors import Conflict, Refused
from app.core.queue import Job, enqueue
from app.core.queue import actions as jobs
from app.core.queue.beats import beat, leave
from app.core.queue.bulk import cancel_all, restore, retry_failed
from app.core.queue.claim import claim
from app.core.queue.health import health, sample_depth
from app.core.queue.keeping import keep, keeping
from app.core.queue.kind_actions import pause
from app.core.queue.overview import overview
from app.core.queue.records import JobPause, JobWorker
from app.core.queue.sample import start
from app.core.queue.schedule_list import schedules
from app.core.queue.statistics import EDGES, percentile, statistics
from app.core.queue.why import why
from app.core.times import utc_now
from jobs.worker import drain
from tests.jobs import sample
from tests.jobs.looking import ask, look

assert sample
OPERATOR = Actor(kind=Kind.OPERATOR, name="Olga Operator")


@pytest.fixture(autouse=True)
def empty(house: object) -> Iterator[None]:
    """No job, pause or process of an earlier test is left."""
    with house_session() as session:
        for table in (Job, JobPause, JobWorker):
            session.execute(delete(table))
    yield
    leave("a worker")


def _set(*job_ids: UUID, **values: object) -> None:
    with house_session() as session:
        session.execute(update(Job).where(col(Job.id).in_(job_ids)).values(**values))


def _codes(actor: Actor, job_id: UUID) -> list[str]:
    return [reason.code for reason in actions.run(actor, why, {"job_id": job_id}).value]


def test_cancelling_many_can_be_taken_back(owner: Actor, other: Actor) -> None:
    mine = [ask(owner, "test.mark", word=word) for word in ("red", "red", "blue")]
    theirs = ask(other, "test.mark", word="red")
    done = actions.run(owner, cancel_all, {"filter": {"text": "red"}})
    assert (done.value.count, done.value.more) == (2, False)
    assert [look(job_id).status for job_id in [*mine, theirs]] == ["cancelled", "cancelled", "pending", "pending"]
    back = actions.run(owner, restore, {"operation_id": done.operation_id})
    assert (back.value.count, look(mine[0]).status, look(mine[0]).completed_at) == (2, "pending", None)
    with pytest.raises(Conflict):
        actions.run(owner, restore, {"operation_id": done.operation_id})


def test_one_whose_key_is_taken_by_now_stays_cancelled(owner: Actor) -> None:
    with open_session(owner) as session:
        first = enqueue(session, "test.mark", unique_key="k").id
    done = actions.run(owner, jobs.cancel, {"job_id": first})
    with open_session(owner) as session:
        enqueue(session, "test.mark", unique_key="k")
    with pytest.raises(Conflict):
        actions.run(owner, restore, {"operation_id": done.operation_id})
    assert look(first).status == "cancelled"


def test_all_failed_ones_of_a_filter_run_again(owner: Actor, other: Actor) -> None:
    mine, apart, theirs = ask(owner, "test.mark"), ask(owner, "test.steps"), ask(other, "test.mark")
    _set(mine, apart, theirs, status="failed", attempts=3)
    assert actions.run(owner, retry_failed, {"filter": {"jobType": "test.mark"}}).value.count == 1
    assert [look(job_id).status for job_id in (mine, apart, theirs)] == ["pending", "failed", "failed"]


def test_of_those_with_one_key_the_newest_comes_back(owner: Actor) -> None:
    alike = []
    for _ in range(2):
        with open_session(owner) as session:
            alike.append(enqueue(session, "test.mark", unique_key="k").id)
        _set(alike[-1], status="failed")
    assert actions.run(owner, retry_failed, {}).value.count == 1
    assert [look(job_id).status for job_id in alike] == ["failed", "pending"]


def test_a_waiting_job_can_be_put_first(owner: Actor) -> None:
    first, second = ask(owner, "test.mark"), ask(owner, "test.mark")
    actions.run(owner, jobs.prioritise, {"job_id": second, "priority": 5})
    assert [held.id for held in claim("me", 2)] == [second, first]
    with pytest.raises(Conflict):
        actions.run(owner, jobs.prioritise, {"job_id": second, "priority": 0})


def test_why_tells_what_keeps_a_job(owner: Actor) -> None:
    job_id = ask(owner, "test.mark")
    assert _codes(owner, job_id) == ["no_worker"]
    beat("a worker", "worker", 0)
    assert _codes(owner, job_id) == ["next"]
    ask_first = ask(owner, "test.mark")
    assert _codes(owner, ask_first) == ["behind"]
    actions.run(owner, pause, {"name": "test.mark"})
    assert _codes(owner, job_id) == ["paused"]
    _set(job_id, scheduled_for=utc_now() + timedelta(hours=1))
    assert _codes(owner, job_id) == ["scheduled", "paused"]
    _set(job_id, status="retrying", attempts=1)
    assert _codes(owner, job_id)[0] == "retrying"
    _set(job_id, status="completed")
    assert _codes(owner, job_id) == ["over"]


def test_why_tells_of_bounds(owner: Actor) -> None:
    from tests.jobs import test_fairness

    assert test_fairness
    beat("a worker", "worker", 0)
    ids = [ask(owner, "test.few") for _ in range(3)]
    held = {taken.id for taken in claim("me", 10)}
    (left,) = set(ids) - held
    assert _codes(owner, left) == ["tenant_concurrency"]


def test_the_overview_tells_of_the_last_hour(owner: Actor) -> None:
    for word in ("a", "b"):
        ask(owner, "test.mark", word=word)
    ask(owner, "test.invalid")
    drain()
    ask(owner, "test.mark")
    statistics.flush()
    known = actions.run(owner, overview, {"minutes": 5}).value
    assert (known.waiting, known.failed, known.done_last_hour) == (1, 1, 2)
    assert known.failure_rate == pytest.approx(1 / 3)
    assert (len(known.series), sum(minute.completed for minute in known.series)) == (5, 2)
    (marks,) = [figures for figures in known.kinds if figures.job_type == "test.mark"]
    assert marks.run_p95 in EDGES


def test_a_percentile_is_the_end_of_its_bucket() -> None:
    counts = [0] * (len(EDGES) + 1)
    assert percentile(counts, 0.5) is None
    counts[0], counts[3] = 90, 10
    assert (percentile(counts, 0.5), percentile(counts, 0.95)) == (EDGES[0], EDGES[3])


def test_the_operator_alone_sees_all_workers(owner: Actor) -> None:
    ask(owner, "test.mark")
    (held,) = claim("a worker", 1)
    beat("a worker", "worker", 7, [held])
    sample_depth()
    sample_depth()
    seen = actions.run(OPERATOR, health, {}).value
    (worker,) = seen.workers
    assert (worker.alive, worker.jobs_done, worker.doing[0].title) == (True, 7, "Leave a mark")
    assert worker.memory > 1_000_000
    assert seen.now.running == 1
    assert len({depth.at for depth in seen.depth}) == len(seen.depth) >= 1
    with pytest.raises(Refused):
        actions.run(owner, health, {})


def test_schedules_tell_their_next_fire(owner: Actor) -> None:
    rows = actions.run(owner, schedules, {}).value
    assert "queue.tidy" in {row.name for row in rows}
    assert all(row.next_at > utc_now() for row in rows)


def test_finished_jobs_go_when_their_owner_says(owner: Actor, other: Actor) -> None:
    actions.run(owner, keep, {"days": 1})
    assert actions.run(owner, keeping, {}).value.days == 1
    assert actions.run(other, keeping, {}).value.days == 30
    mine, theirs = ask(owner, "test.mark"), ask(other, "test.mark")
    _set(mine, theirs, status="completed", completed_at=func.now() - timedelta(days=2))
    with house_session() as session:
        enqueue(session, "queue.tidy")
    drain()
    with open_session(owner) as session:
        assert session.get(Job, mine) is None
    assert look(theirs).status == "completed"


def test_a_sample_job_counts_to_ten(owner: Actor) -> None:
    job_id = actions.run(owner, start, {}).value.id
    drain()
    row = actions.run(owner, jobs.get, {"job_id": job_id}).value
    assert (row.status, row.result, row.progress_done, len(row.lines)) == ("completed", {"counted": 10}, 10, 10)


def test_the_trace_is_for_those_who_may_steer(owner: Actor, viewer: Actor) -> None:
    job_id = ask(owner, "test.bug")
    drain()
    assert "ZeroDivisionError" in (actions.run(owner, jobs.get, {"job_id": job_id}).value.traceback or "")
    assert actions.run(viewer, jobs.get, {"job_id": job_id}).value.traceback is None
