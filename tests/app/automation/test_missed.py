"""Events that came while a workflow was paused: told, taken up once, passed over, taken back."""

from typing import Any
from uuid import UUID

import pytest

from app.automation import missed, missed_job
from app.automation.engine.triggers import take
from app.automation.missed_rows import MissedRow
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Conflict
from app.core.events.post import post
from app.core.history.actions import undo
from app.core.queue import Job, JobRow, State
from app.core.queue.claim import claim
from app.core.queue.execute import execute
from tests.app.automation.living import advance, happen, publish, runs, settle
from tests.factories.work import clear_queue, look

NOTE: list[dict[str, Any]] = [{"type": "task.create", "id": "a", "title": "Call {{ n }}"}]


def flow(owner: Actor, **more: Any) -> UUID:
    settings = more.pop("settings", {})
    config = {"event": "test.begun", "sample": {"n": 1}, **more}
    return publish(owner, {"steps": NOTE, "triggerConfig": config, "settings": settings})


def switch(owner: Actor, id: UUID, *, on: bool) -> None:
    run(owner, find("workflow.resume" if on else "workflow.pause"), {"id": id})
    settle()


def comes(owner: Actor, *numbers: int) -> None:
    for n in numbers:
        happen(owner, "test.begun", {"n": n}, subject=f"thing:{n}")


def told(owner: Actor, id: UUID) -> MissedRow:
    return run(owner, missed.missed, {"id": id}).value


def numbers(owner: Actor) -> list[int]:
    return [made.context["n"] for made in runs(owner)]


def paused(owner: Actor, *during: int, **more: Any) -> UUID:
    """A workflow that ran, was paused while these came, and goes on."""
    id = flow(owner, **more)
    comes(owner, 1)
    switch(owner, id, on=False)
    comes(owner, *during)
    switch(owner, id, on=True)
    return id


def test_what_came_meanwhile_is_told_and_taken_up_once(owner: Actor) -> None:
    id = paused(owner, 2, 3)
    comes(owner, 4)
    found = told(owner, id)
    assert (found.waiting, found.seen, found.matched, found.is_active) == (2, 2, 2, True)
    assert run(owner, missed.take_up, {"id": id}).value.events == 2
    assert run(owner, missed.take_up, {"id": id}).value.events == 0
    assert numbers(owner) == [1, 4, 2, 3]
    advance()
    assert [made.state for made in runs(owner)] == ["completed"] * 4
    assert told(owner, id).seen == 0


def test_filter_and_enrolment_decide_as_they_would_have(owner: Actor) -> None:
    small = [{"field": "n", "operator": "less_than", "value": 5}]
    id = paused(owner, 1, 2, 2, 9, filter=small, settings={"enrolment": {"mode": "once"}})
    found = told(owner, id)
    assert (found.seen, found.matched) == (4, 1)
    run(owner, missed.take_up, {"id": id})
    assert (numbers(owner), told(owner, id).seen) == ([1, 2], 0)


def test_nothing_is_taken_up_during_the_pause(owner: Actor) -> None:
    id = paused(owner, 2)
    switch(owner, id, on=False)
    assert told(owner, id).matched == 1
    with pytest.raises(Conflict):
        run(owner, missed.take_up, {"id": id})


def test_undo_takes_back_the_runs_that_have_done_nothing(owner: Actor) -> None:
    id = paused(owner, 2, 3)
    advance()
    taken = run(owner, missed.take_up, {"id": id})
    run(owner, undo, {"operation_id": taken.operation_id})
    assert (numbers(owner), told(owner, id).matched) == ([1], 2)
    again = run(owner, missed.take_up, {"id": id})
    advance()
    with pytest.raises(Conflict, match="done something already"):
        run(owner, undo, {"operation_id": again.operation_id})
    assert (numbers(owner), told(owner, id).seen) == ([1, 2, 3], 0)


def test_passed_over_is_asked_no_more_until_taken_back(owner: Actor) -> None:
    id = paused(owner, 2, 3)
    done = run(owner, missed.pass_over, {"id": id})
    assert (done.value.events, told(owner, id).seen) == (2, 0)
    assert run(owner, missed.take_up, {"id": id}).value.events == 0
    run(owner, undo, {"operation_id": done.operation_id})
    assert told(owner, id).matched == 2


def test_what_makes_one_run_of_many_does_so_here(owner: Actor) -> None:
    id = paused(owner, 2, 3, 4, settings={"batch": {"size": 2, "within": "1h"}})
    done = run(owner, missed.take_up, {"id": id})
    gathered = [[item["n"] for item in made.context["items"]] for made in runs(owner)]
    assert gathered == [[1, 2], [3, 4]]
    with pytest.raises(Conflict):
        run(owner, undo, {"operation_id": done.operation_id})


def test_of_records_that_are_gone_nothing_is_taken_up(owner: Actor) -> None:
    id = flow(owner, event="lead.created")
    switch(owner, id, on=False)
    made = [run(owner, find("lead.create"), {"name": name}).value for name in ("Ann", "Bo")]
    undone = run(owner, find("lead.delete"), {"ids": [made[0].id]})
    run(owner, undo, {"operation_id": undone.operation_id})
    run(owner, find("lead.delete"), {"ids": [made[1].id]})
    settle()
    assert (told(owner, id).seen, told(owner, id).matched) == (2, 1)


def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful is too much to wait for here, and two make a portion."""
    monkeypatch.setattr(missed, "MOST", 3)
    monkeypatch.setattr(missed_job, "PORTION", 2)


def asked(owner: Actor, id: UUID) -> tuple[JobRow, UUID]:
    done = run(owner, missed.take_up, {"id": id})
    assert isinstance(done.value, JobRow)
    assert done.operation_id
    return done.value, done.operation_id


def worked(job_id: UUID) -> Job:
    """The job once it was done in this process, where the bounds are small."""
    for one in claim("test", 10):
        execute(one, limited=False)
    return look(job_id)


def test_many_are_taken_up_whole_by_a_job_each_once(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    clear_queue()
    many(monkeypatch)
    id = paused(owner, 2, 3, 4, 5, 6)
    found = told(owner, id)
    assert (found.waiting, found.seen, found.matched, found.job_id) == (5, 3, 3, None)
    job, operation = asked(owner, id)
    assert told(owner, id).job_id == job.id
    assert asked(owner, id)[0].id == job.id
    done = worked(job.id)
    assert (done.status, done.progress_done, done.progress_total) == (State.COMPLETED, 5, 5)
    assert (numbers(owner), told(owner, id).waiting, told(owner, id).job_id) == ([1, 2, 3, 4, 5, 6], 0, None)
    run(owner, undo, {"operation_id": operation})
    assert (numbers(owner), told(owner, id).waiting) == ([1], 5)


def test_a_job_that_is_stopped_keeps_what_it_has_begun(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    clear_queue()
    many(monkeypatch)
    id = paused(owner, 2, 3, 4, 5)
    job, _ = asked(owner, id)
    begun = missed_job.take

    def then_stopped(*given: Any) -> Any:
        found = begun(*given)
        run(owner, find("job.stop"), {"job_id": job.id})
        return found

    monkeypatch.setattr(missed_job, "take", then_stopped)
    assert worked(job.id).status == State.CANCELLED
    assert (numbers(owner), told(owner, id).waiting) == ([1, 2, 3], 2)
    monkeypatch.setattr(missed_job, "take", begun)
    assert run(owner, missed.take_up, {"id": id}).value.events == 2
    assert numbers(owner) == [1, 2, 3, 4, 5]


def test_a_pause_ends_the_job_and_the_rest_waits(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    clear_queue()
    many(monkeypatch)
    id = paused(owner, 2, 3, 4, 5)
    job, _ = asked(owner, id)
    switch(owner, id, on=False)
    assert worked(job.id).status == State.COMPLETED
    assert (numbers(owner), told(owner, id).waiting) == ([1], 4)


def test_open_pages_hear_of_each_event_that_comes_during_the_pause(owner: Actor) -> None:
    id = flow(owner)
    switch(owner, id, on=False)
    with open_session(owner) as session:
        event = post(session, "test.begun", {"n": 2})
    with open_session(owner) as session:
        take(session, [event])
        assert "workflow_missed_events" in session.info["topics"]
