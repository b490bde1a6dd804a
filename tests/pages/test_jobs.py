"""The pages of jobs as their states fill them: views, filters, reasons, steering, pauses, keeping."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import house_session
from app.core.history.actions import undo
from app.core.queue import actions as queue
from app.core.queue.models import Job, State
from app.core.times import utc_now
from jobs.worker import drain
from state.jobs.figures import JobFiguresState
from state.jobs.one import JobState
from state.jobs.queue import JobsState
from state.jobs.schedules import JobSchedulesState
from state.operator.workers import WorkersState
from tests.factories.states import call, state_of
from tests.jobs import sample
from tests.jobs.looking import ask, look

KINDS = sample


def _page(actor: Actor, view: str = "") -> JobsState:
    state = state_of(JobsState, actor)
    call(state, "load")
    if view:
        call(state, "show", view)
    return state


def _later(actor: Actor) -> UUID:
    at = utc_now() + timedelta(hours=1)
    return actions.run(actor, queue.create, {"job_type": "test.mark", "scheduled_for": at}).value.id


def test_an_empty_page_offers_a_job_to_look_at(owner: Actor) -> None:
    state = _page(owner)
    assert (state.bare, state.rows, state.waiting) == (True, [], 0)
    assert "sample job" in call(state, "start_sample")
    assert not state.bare
    assert (state.view, [row["title"] for row in state.rows]) == ("waiting", ["Sample job"])


def _stands(job_id: str, status: State, ended: datetime | None = None) -> None:
    with house_session() as session:
        changed = {"status": status, "completed_at": ended, "lease_until": utc_now() + timedelta(minutes=5)}
        session.execute(update(Job).where(col(Job.id) == UUID(job_id)).values(**changed))


def test_the_page_goes_along_with_the_sample_job_until_somebody_looks_elsewhere(owner: Actor) -> None:
    state = _page(owner)
    call(state, "start_sample")
    job_id = state.rows[0]["id"]
    seen = []
    for status, ended in ((State.PROCESSING, None), (State.COMPLETED, utc_now())):
        _stands(job_id, status, ended)
        call(state, "refresh")
        seen.append((state.view, [row["id"] for row in state.rows]))
    assert seen == [("running", [job_id]), ("done", [job_id])]
    call(state, "start_sample")
    call(state, "show", "failed")
    call(state, "refresh")
    assert state.view == "failed"


def test_each_waiting_job_says_why(owner: Actor) -> None:
    ask(owner, "test.mark", word="one")
    ask(owner, "test.mark", word="two")
    _later(owner)
    state = _page(owner, "waiting")
    assert [row["why"] for row in state.rows] == ["no_worker", "no_worker"]
    call(state, "pause", "test.mark")
    assert [(row["why"], row["why_values"]) for row in state.rows] == [("paused", {"by": owner.name})] * 2
    assert [one["paused_by"] for one in state.kinds if one["value"] == "test.mark"] == [owner.name]
    call(state, "resume", "test.mark")
    call(state, "show", "scheduled")
    assert [row["why"] for row in state.rows] == ["scheduled"]
    assert state.rows[0]["why_at"]


def test_filters_stand_in_the_address(owner: Actor) -> None:
    ask(owner, "test.mark", word="needle")
    ask(owner, "test.invalid", word="hay")
    state = _page(owner, "waiting")
    assert "kind=test.invalid" in call(state, "choose_kind", "test.invalid")
    assert [row["kind"] for row in state.rows] == ["test.invalid"]
    assert "text=needle" in call(state, "search_for", "needle")
    assert state.rows == []
    call(state, "clear_filter")
    assert "made=hour" in call(state, "choose_span", "hour")
    assert (len(state.rows), state.total) == (2, 2)


def test_failed_jobs_run_again_chosen_or_all(owner: Actor) -> None:
    ids = [ask(owner, "test.invalid") for _ in range(3)]
    drain()
    state = _page(owner)
    assert (state.view, state.failed, state.total) == ("failed", 3, 3)
    assert state.rows[0]["reason"] == "This can never work."
    call(state, "toggle", str(ids[0]), True)
    call(state, "retry_chosen")
    assert (look(ids[0]).status, state.total, state.selected) == ("pending", 2, [])
    call(state, "retry_all")
    assert [look(job_id).status for job_id in ids] == ["pending"] * 3


def test_cancelled_jobs_come_back(owner: Actor) -> None:
    ids = [ask(owner, "test.mark") for _ in range(2)]
    state = _page(owner, "waiting")
    call(state, "toggle_page", True)
    call(state, "select_everything")
    told = call(state, "cancel_chosen")
    assert [look(job_id).status for job_id in ids] == ["cancelled"] * 2
    operation = look(ids[0]).cancelled_by
    assert str(operation) in told
    assert actions.run(owner, undo, {"operation_id": operation}).value.restored == 2
    assert [look(job_id).status for job_id in ids] == ["pending"] * 2


def test_pages_go_on_and_back(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("state.jobs.queue.MOST", 2)
    for _ in range(3):
        ask(owner, "test.mark")
    state = _page(owner, "waiting")
    first = [row["id"] for row in state.rows]
    assert "cursor=" in call(state, "next_page")
    assert (len(state.rows), state.has_next, state.has_previous) == (1, False, True)
    call(state, "previous_page")
    assert ([row["id"] for row in state.rows], state.has_previous) == (first, False)


def test_one_job_tells_all(owner: Actor) -> None:
    job_id = ask(owner, "test.bug", word="zero")
    state = state_of(JobState, owner)
    state.job = {"id": str(job_id)}
    call(state, "refresh")
    assert [one["why"] for one in state.reasons] == ["no_worker"]
    call(state, "prioritise", 100)
    assert look(job_id).priority == 100
    drain()
    call(state, "refresh")
    assert (state.job["status"], state.reasons) == ("failed", [])
    assert "ZeroDivisionError" in state.traceback
    assert '"zero"' in state.payload


def test_a_missing_setting_is_named_instead_of_a_trace(owner: Actor) -> None:
    job_id = ask(owner, "social.post", platform="Mastodon", text="Hello")
    drain()
    state = state_of(JobState, owner)
    state.job = {"id": str(job_id)}
    call(state, "refresh")
    assert "is not set up" in state.job["reason"]
    assert (state.job["setting"], state.traceback) == ("connectors", "")
    call(state, "retry")
    assert (state.job["setting"], state.job["reason"]) == ("", "")


def test_figures_tell_kinds_apart(owner: Actor) -> None:
    ask(owner, "test.mark")
    ask(owner, "test.invalid")
    drain()
    state = state_of(JobFiguresState, owner)
    call(state, "load")
    rows = {row["id"]: row for row in state.rows}
    assert (rows["test.mark"]["done"], rows["test.invalid"]["failed"]) == (1, 1)
    assert (state.ended, state.rate) == (2, 0.5)
    assert [one["name"] for one in state.finished] == ["Done", "Failed"]
    assert len(state.waits[0]["x"]) == 60
    assert "span=day" in call(state, "choose", "day")
    assert len(state.takes[1]["y"]) == 60


def test_owners_set_how_long_jobs_are_kept(owner: Actor, viewer: Actor) -> None:
    state = state_of(JobSchedulesState, owner)
    call(state, "load")
    assert state.rows[0]["next"]
    call(state, "keep", {"days": "7", "failed_days": "14"})
    assert (state.days, state.failed_days) == (7, 14)
    other = state_of(JobSchedulesState, viewer)
    call(other, "keep", {"days": "1", "failed_days": "1"})
    call(other, "load")
    assert (other.days, other.failed_days) == (7, 14)


def test_workers_are_the_operators(owner: Actor) -> None:
    state = state_of(WorkersState, owner)
    call(state, "load")
    assert (state.workers, state.depth, state.lanes) == ([], [], [])
