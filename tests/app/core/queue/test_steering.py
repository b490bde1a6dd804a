"""What people may do to jobs, through the actions."""

from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import house_session
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.ids import new_id
from app.core.queue import Job, kind_actions
from app.core.queue import actions as jobs
from app.core.queue.claim import claim, give_back
from app.core.queue.execute import execute
from app.core.queue.schedules import registered_schedules
from jobs.worker import drain
from tests.jobs import sample
from tests.jobs.looking import ask, effects, look


def _set(job_id: UUID, **values: object) -> None:
    with house_session() as session:
        session.execute(update(Job).where(col(Job.id) == job_id).values(**values))


def test_a_person_starts_a_job_and_reads_its_result(owner: Actor) -> None:
    made = actions.run(owner, jobs.create, {"jobType": "test.mark", "payload": {"word": "x"}, "priority": 9}).value
    assert (made.status, made.priority, made.max_attempts, made.title) == ("pending", 9, 3, "Leave a mark")
    drain()
    row = actions.run(owner, jobs.get, {"job_id": made.id}).value
    assert (row.status, row.result) == ("completed", {"word": "x"})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"jobType": "no.such"}, "jobType"),
        ({"jobType": "test.bug"}, "jobType"),
        ({"jobType": "test.mark", "payload": {"nope": 1}}, "nope"),
        ({"jobType": "test.mark", "maxAttempts": 0}, "maxAttempts"),
        ({"jobType": "test.mark", "scheduledFor": "2030-01-01T00:00:00"}, "scheduledFor"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(owner: Actor, given: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.run(owner, jobs.create, given)
    assert field in refused.value.fields


def test_a_viewer_sees_jobs_but_steers_none(owner: Actor, viewer: Actor) -> None:
    job_id = ask(owner, "test.mark")
    assert actions.run(viewer, jobs.get, {"job_id": job_id}).value.id == job_id
    for act in (jobs.retry, jobs.cancel, jobs.stop):
        with pytest.raises(Refused):
            actions.run(viewer, act, {"job_id": job_id})
    with pytest.raises(Refused):
        actions.run(viewer, jobs.create, {"job_type": "test.mark"})


def test_another_tenant_finds_no_job(owner: Actor, other: Actor) -> None:
    job_id = ask(owner, "test.mark")
    with pytest.raises(NotFound):
        actions.run(other, jobs.get, {"job_id": job_id})
    for act in (jobs.retry, jobs.cancel, jobs.stop):
        with pytest.raises(NotFound):
            actions.run(other, act, {"job_id": job_id})
    assert actions.run(other, jobs.list_jobs, {}).value.items == []


def test_only_a_waiting_job_can_be_cancelled(owner: Actor) -> None:
    job_id = ask(owner, "test.mark")
    assert actions.run(owner, jobs.cancel, {"job_id": job_id}).value.status == "cancelled"
    drain()
    assert effects(job_id) == 0
    for state in ("cancelled", "processing", "completed", "failed"):
        _set(job_id, status=state)
        with pytest.raises(Conflict):
            actions.run(owner, jobs.cancel, {"job_id": job_id})
        assert look(job_id).status == state


def test_only_a_failed_job_can_be_tried_again(owner: Actor) -> None:
    job_id = ask(owner, "test.mark")
    for state in ("pending", "processing", "completed", "retrying", "cancelled"):
        _set(job_id, status=state)
        with pytest.raises(Conflict):
            actions.run(owner, jobs.retry, {"job_id": job_id})
    _set(job_id, status="failed", attempts=3, error_message="no")
    row = actions.run(owner, jobs.retry, {"job_id": job_id}).value
    assert (row.status, row.attempts, row.error_message) == ("pending", 0, None)
    drain()
    assert effects(job_id) == 1


def test_stop_cancels_what_waits_and_asks_what_runs(owner: Actor) -> None:
    waiting, running = ask(owner, "test.mark"), ask(owner, "test.mark")
    assert actions.run(owner, jobs.stop, {"job_id": waiting}).value.status == "cancelled"
    claim("me", 100)
    assert actions.run(owner, jobs.stop, {"job_id": running}).value.stopping
    _set(running, status="completed")
    with pytest.raises(Conflict):
        actions.run(owner, jobs.stop, {"job_id": running})


def test_the_list_goes_on_page_by_page(owner: Actor) -> None:
    ids = [ask(owner, "test.mark") for _ in range(5)]
    first = actions.run(owner, jobs.list_jobs, {"limit": 3}).value
    rest = actions.run(owner, jobs.list_jobs, {"limit": 3, "cursor": first.next_cursor}).value
    assert [job.id for job in first.items + rest.items] == ids[::-1]
    assert rest.next_cursor is None
    assert actions.run(owner, jobs.list_jobs, {"status": "failed"}).value.items == []
    assert len(actions.run(owner, jobs.list_jobs, {"jobType": "test.mark"}).value.items) == 5
    with pytest.raises(Invalid):
        actions.run(owner, jobs.list_jobs, {"cursor": "'; drop table job_queue"})


def test_no_such_job(owner: Actor) -> None:
    with pytest.raises(NotFound):
        actions.run(owner, jobs.get, {"job_id": new_id()})


assert sample


@pytest.mark.parametrize("kind", ["test.mark", "test.unavailable"])
def test_a_job_that_was_asked_to_stop_never_begins_again(owner: Actor, kind: str) -> None:
    job_id = ask(owner, kind)
    held = next(job for job in claim("me", 50) if job.id == job_id)
    actions.run(owner, jobs.stop, {"job_id": job_id})
    if kind == "test.mark":
        give_back([held])
    else:
        execute(held)
    assert look(job_id).status == "cancelled"
    assert look(job_id).completed_at


def test_it_says_who_asked_for_it(owner: Actor) -> None:
    made = actions.run(owner, jobs.create, {"jobType": "test.mark", "payload": {"word": "x"}}).value
    assert actions.run(owner, jobs.get, {"job_id": made.id}).value.asked_by == owner.name


def test_the_own_work_of_the_house_is_no_kind_of_an_organisation(owner: Actor) -> None:
    names = {one.name for one in actions.run(owner, kind_actions.list_kinds, {}).value}
    assert "test.mark" in names
    assert not names & {known.kind.name for known in registered_schedules()}
