"""One worker in this process: what a run leaves behind."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.errors import Invalid
from app.core.events import Event
from app.core.queue import Job, LostLease, enqueue
from app.core.queue import actions as job_actions
from app.core.queue.claim import claim, give_back
from app.core.queue.context import Context
from app.core.queue.execute import execute
from app.core.queue.lease import extend, reap
from app.core.times import utc_now
from jobs.worker import drain
from tests.jobs.looking import ask, effects, look


def test_a_job_runs_once_and_keeps_its_result(owner: Actor) -> None:
    job_id = ask(owner, "test.mark", word="salut")
    drain()
    job = look(job_id)
    assert (job.status, job.attempts, job.result) == ("completed", 1, {"word": "salut"})
    assert job.completed_at is not None
    assert job.tenant_id == owner.tenant_id
    assert job.member_id == owner.member_id
    assert effects(job_id) == 1


def test_a_change_that_fails_asks_for_no_job(owner: Actor) -> None:
    asked: list[UUID] = []

    def change() -> None:
        with open_session(owner) as session:
            asked.append(enqueue(session, "test.mark").id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    drain()
    with house_session() as session:
        assert session.scalars(select(Job).where(col(Job.id).in_(asked))).first() is None


def test_what_may_be_mended_is_tried_again_and_its_effects_are_rolled_back(owner: Actor) -> None:
    job_id = ask(owner, "test.unavailable")
    drain()
    job = look(job_id)
    assert (job.status, job.attempts) == ("retrying", 1)
    assert job.error_message == "The other side does not answer."
    assert job.scheduled_for > utc_now() + timedelta(seconds=30)
    with house_session() as session:
        session.execute(update(Job).values(scheduled_for=func.now()))
    drain()
    assert (look(job_id).status, look(job_id).attempts) == ("failed", 2)
    assert effects(job_id) == 0


def test_the_pause_grows_and_is_not_the_same_for_all() -> None:
    from tests.jobs.sample import mark

    pauses = [mark.pause(1) for _ in range(20)]
    assert all(8 <= pause <= 12 for pause in pauses)
    assert len(set(pauses)) > 1
    assert 32 <= mark.pause(3) <= 48
    assert mark.pause(30) <= 3600 * 1.2


def test_what_cannot_be_mended_fails_at_once(owner: Actor) -> None:
    job_id = ask(owner, "test.invalid")
    drain()
    assert (look(job_id).status, look(job_id).attempts) == ("failed", 1)
    assert effects(job_id, "test.mourned") == 1
    with house_session() as session:
        told = session.scalars(select(Event).where(col(Event.record_id) == job_id, col(Event.name) == "job.failed"))
        assert told.one().payload["reason"] == "This can never work."


def test_a_bug_shows_its_kind_to_people_and_its_trace_to_nobody_else(owner: Actor) -> None:
    job_id = ask(owner, "test.bug", word="secret")
    drain()
    job = look(job_id)
    assert job.error_message == "Something went wrong on our side (ZeroDivisionError)."
    assert job.traceback
    assert "ZeroDivisionError: secret" in job.traceback


def test_a_job_over_its_time_is_stopped(owner: Actor) -> None:
    job_id = ask(owner, "test.slow", seconds=5)
    drain()
    assert look(job_id).status == "failed"
    assert "0.3 s" in (look(job_id).error_message or "")


def test_unknown_kinds_and_unfit_payloads_are_refused(owner: Actor) -> None:
    with open_session(owner) as session:
        with pytest.raises(Invalid) as unknown:
            enqueue(session, "no.such")
        with pytest.raises(Invalid) as unfit:
            enqueue(session, "test.mark", {"word": 3, "more": 1})
    assert "test.mark" in unknown.value.fields["jobType"]
    assert set(unfit.value.fields) == {"word", "more"}


def test_urgent_ones_come_first_and_later_ones_wait(owner: Actor) -> None:
    with open_session(owner) as session:
        low = enqueue(session, "test.mark", priority=-1).id
        high = enqueue(session, "test.mark", priority=5).id
        later = enqueue(session, "test.mark", scheduled_for=utc_now() + timedelta(hours=1)).id
    taken = [job.id for job in claim("me", 10)]
    assert taken == [high, low]
    assert look(later).status == "pending"


def test_while_a_job_with_the_key_lives_no_second_one_is_made(owner: Actor, other: Actor) -> None:
    with open_session(owner) as session:
        first = enqueue(session, "test.mark", unique_key="k").id
        assert enqueue(session, "test.mark", unique_key="k").id == first
    with open_session(other) as session:
        assert enqueue(session, "test.mark", unique_key="k").id != first
    drain()
    with open_session(owner) as session:
        assert enqueue(session, "test.mark", unique_key="k").id != first


def test_house_jobs_have_keys_too(owner: Actor) -> None:
    with house_session() as session:
        first = enqueue(session, "test.mark", unique_key="h").id
        assert enqueue(session, "test.mark", unique_key="h").id == first


def test_a_zombie_may_not_finish(owner: Actor) -> None:
    job_id = ask(owner, "test.mark")
    (zombie,) = claim("zombie", 10)
    _lapse()
    assert reap() == 1
    (heir,) = claim("heir", 10)
    assert heir.fence > zombie.fence
    execute(zombie)
    assert (look(job_id).status, effects(job_id)) == ("processing", 0)
    execute(heir)
    assert (look(job_id).status, effects(job_id), look(job_id).attempts) == ("completed", 1, 1)
    execute(zombie)
    assert effects(job_id) == 1


def test_a_zombie_may_not_write_in_units_of_its_own(owner: Actor) -> None:
    ask(owner, "test.mark")
    (zombie,) = claim("zombie", 10)
    _lapse()
    reap()
    context = Context(zombie)
    with pytest.raises(LostLease), context.open() as session:
        session.add(Event(name="test.zombie", record_table="job_queue", record_id=zombie.id))
    with pytest.raises(LostLease):
        context.progress(1, 1)
    assert effects(zombie.id) == 0
    assert extend([zombie]) == 0


def test_what_a_job_changes_belongs_to_the_operation_that_asked_for_it(owner: Actor) -> None:
    done = actions.run(owner, job_actions.create, {"job_type": "test.operation"})
    drain()
    asked = str(done.operation_id)
    assert look(done.value.id).result == {"own": asked, "apart": asked}


def test_given_back_means_as_if_it_had_never_been_taken(owner: Actor) -> None:
    job_id = ask(owner, "test.mark")
    give_back(claim("me", 10))
    assert (look(job_id).status, look(job_id).attempts) == ("pending", 0)
    drain()
    assert (look(job_id).status, look(job_id).attempts) == ("completed", 1)


def test_a_job_that_kills_its_workers_is_buried_at_last(owner: Actor) -> None:
    job_id = ask(owner, "test.invalid")
    with house_session() as session:
        session.execute(update(Job).where(col(Job.id) == job_id).values(lapses=20))
    claim("me", 10)
    _lapse()
    assert reap() == 1
    assert look(job_id).status == "failed"
    assert effects(job_id, "test.mourned") == 1


def _lapse() -> None:
    with house_session() as session:
        session.execute(update(Job).values(lease_until=func.now() - timedelta(seconds=1)))
