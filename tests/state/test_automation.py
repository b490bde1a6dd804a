"""The states of the pages of workflows: drafts kept as drawn, started, paused, replayed, answered, taken back."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from app.automation import approvals, runs, versions_actions, workflows
from app.core.actions import run
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.history.actions import undo
from app.crm import leads
from state.automation.approvals import ApprovalsState
from state.automation.builder import BuilderState
from state.automation.health import HealthState
from state.automation.missed import MissedState
from state.automation.run import RunState
from state.automation.runs import RunsState
from state.automation.simulation import SimulationState
from state.automation.starting import StartingState
from state.automation.versions import VersionsState
from state.automation.words import starts, titles
from state.automation.workflows import WorkflowsState
from tests.app.automation.living import advance, publish, settle
from tests.factories.people import colleague
from tests.factories.states import call, state_of

SET = {"type": "set", "values": {"size": "{{ deal.size }}"}}
BY_HAND: dict[str, Any] = {"triggerType": "manual", "triggerConfig": {"sample": {"deal": {"size": 3}}}}
ASK = {"type": "approval", "name": "Discount", "to": {"role": "owner"}, "message": "Go?"}
Open = Callable[..., Any]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page as somebody, its address naming these."""

    def make(kind: Any, actor: Actor, **named: Any) -> Any:
        given = {name: str(value) for name, value in named.items()}
        monkeypatch.setattr(kind, "_param", lambda self, name: given.get(name, ""))
        state = state_of(kind, actor)
        call(state, "load")
        return state

    return make


def _operation(script: str) -> UUID:
    found = re.search(r'"operation_id": "([0-9a-f-]{36})"', script)
    assert found, script
    return UUID(found[1])


def test_the_draft_is_kept_as_drawn_with_its_problems_and_published(owner: Actor, opened: Open) -> None:
    listed = state_of(WorkflowsState, owner)
    made = call(listed, "create")
    found = re.search(r"/workflows/([0-9a-f-]{36})", made)
    assert found, made
    state = opened(BuilderState, owner, workflow_id=found[1])
    assert (state.published, state.definition["steps"]) == (0, [])
    call(state, "change", json.dumps({"steps": [{"id": "sendEmail-1", "type": "sendEmail", "template": "no-such"}]}))
    assert [(one["stepId"], one["severity"]) for one in state.problems][:1] == [("sendEmail-1", "error")]
    assert "look" in call(state, "publish", {"note": ""}) or state.published == 0
    assert "could not be read" in call(state, "change", "{")
    call(state, "change", json.dumps({"steps": [{"id": "stop-1", "type": "stop"}]}))
    assert state.faults == 0
    call(state, "find", "member", owner.name[:4])
    assert [one["name"] for one in state.found["items"]] == [owner.name]
    assert "Version {number} runs" in call(state, "publish", {"note": "First"})
    assert (state.published, state.is_active, state.changed) == (1, True, False)


def test_a_pause_is_taken_back_by_its_toast(owner: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [SET]})
    state = opened(BuilderState, owner, workflow_id=flow)
    said = call(state, "switch", False)
    assert not state.is_active
    run(owner, undo, {"operation_id": _operation(said)})
    call(state, "load")
    assert state.is_active
    call(state, "switch", False)
    call(state, "switch", True)
    assert state.is_active


def test_what_came_during_a_pause_is_taken_up_on_its_page(owner: Actor, opened: Open) -> None:
    flow = publish(owner, {"triggerConfig": {"event": "lead.created"}, "steps": [{"type": "stop"}]})
    built = opened(BuilderState, owner, workflow_id=flow)
    call(built, "switch", False)
    settle()
    for name in ("Ann", "Bo"):
        run(owner, leads.create, {"name": name})
    settle()
    state = opened(MissedState, owner, workflow_id=flow)
    assert (state.matched, state.is_active) == (2, False)
    assert "resume it first" in call(state, "take_up")
    call(built, "switch", True)
    call(state, "refresh")
    assert state.is_active
    left = call(state, "pass_over")
    assert state.matched == 0
    run(owner, undo, {"operation_id": _operation(left)})
    said = call(state, "take_up")
    assert f"/workflows/{flow}/runs" in said
    assert len(run(owner, runs.list_, {"workflow_id": flow}).value.items) == 2


def test_it_is_started_with_values_of_its_trigger_and_on_a_record(owner: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [SET]})
    state = state_of(StartingState, owner)
    call(state, "ask", str(flow))
    assert json.loads(state.sample) == {"deal": {"size": 3}}
    assert "not valid JSON" in call(state, "start", {"context": "{"})
    assert "must be an object" in call(state, "start", {"context": "[]"})
    assert "/runs/" in call(state, "start", {"context": state.sample})
    lead = run(owner, leads.create, {"name": "Marta Jansen", "email": "marta@helio.example"}).value
    call(state, "ask", str(flow))
    call(state, "choose", "lead")
    assert "Choose the record" in call(state, "start", {})
    call(state, "find", "Marta")
    ((record, name),) = [(one["id"], one["label"]) for one in state.found]
    call(state, "pick", record, name)
    call(state, "start", {})
    newest = run(owner, runs.list_, {"workflow_id": flow}).value.items[0]
    assert (newest.subject_table, newest.subject_id, newest.origin) == ("lead", lead.id, "manual")
    assert newest.context["lead"]["email"] == "marta@helio.example"


def test_a_run_is_looked_at_and_run_again_with_other_input(owner: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [SET, {"type": "stop", "reason": "size {{ vars.size }}"}]})
    first = run(owner, runs.start, {"workflow_id": flow, "context": {"deal": {"size": 3}}}).value.id
    advance()
    state = opened(RunState, owner, run_id=first)
    assert [(one["step_id"], one["label"]) for one in state.steps] == [("set-1", "done"), ("stop-1", "done")]
    assert state.definition["triggerType"] == "manual"
    call(state, "pick", "set-1")
    assert [one["step_id"] for one in state.picked] == ["set-1"]
    call(state, "ask", "start")
    assert "not valid JSON" in call(state, "replay", {"input": "{"})
    assert "/runs/" in call(state, "replay", {"input": '{"deal": {"size": 8}}', "version": "new"})
    advance()
    again = run(owner, runs.list_, {"workflow_id": flow}).value.items[0]
    assert (again.replayed_from, again.context["deal"]["size"], again.state) == (first, 8, "stopped")
    listed = opened(RunsState, owner, workflow_id=flow)
    call(listed, "toggle_page", True)
    call(listed, "ask_again", True)
    assert (listed.repeating, listed.failures) == (True, 0)
    assert "not valid JSON" in call(listed, "replay", {"input": "{"})
    assert "{count} runs begin again" in call(listed, "replay", {"input": '{"deal": {"size": 5}}', "version": "old"})
    assert (len(listed.rows), listed.repeating, listed.selected) == (4, False, [])
    advance()
    begun = run(owner, runs.list_, {"workflow_id": flow}).value.items[:2]
    assert [one.context["deal"]["size"] for one in begun] == [5, 5]


def test_runs_that_wait_at_one_step_move_together_after_a_look(owner: Actor, opened: Open) -> None:
    wait = {"type": "wait", "id": "pause", "name": "Give them time", "duration": "3d"}
    flow = publish(owner, {**BY_HAND, "steps": [wait]})
    for _ in range(2):
        run(owner, runs.start, {"workflow_id": flow})
    advance()
    run(owner, workflows.save, {"id": flow, "steps": [wait, {**SET, "name": "Note the size"}]})
    run(owner, versions_actions.publish, {"id": flow})
    state = opened(RunsState, owner, workflow_id=flow)
    call(state, "look_at_move")
    said = {"at": "Give them time", "text": "new: Note the size", "old": 1, "new": 2, "possible": True, "count": 2}
    assert (state.moves, state.movable, state.moving) == ([said], 2, True)
    assert {row["version"] for row in state.rows} == {1}
    moved = call(state, "move")
    assert "Moved {count} runs" in moved
    assert '"operation_id": null' in moved
    assert ({row["version"] for row in state.rows}, state.moving) == ({2}, False)


def test_a_question_has_a_page_and_is_answered_there(owner: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [{**ASK, "ifApproved": [SET]}]})
    run(owner, runs.start, {"workflow_id": flow, "context": {"deal": {"size": 3}}})
    advance()
    (asked,) = run(owner, approvals.list_, {}).value
    assert run(owner, approvals.count, {}).value == 1
    assert run(colleague(owner, "Mona Manager", "manager"), approvals.count, {}).value == 0
    state = opened(ApprovalsState, owner, approval_id=asked.id)
    assert (state.one["message"], state.one["open"]) == ("Go?", True)
    call(state, "ask", str(asked.id), True)
    assert "Approved" in call(state, "answer", {"note": "Fine."})
    assert (state.one["state"], state.one["open"], state.one["note"]) == ("approved", False, "Fine.")
    call(state, "ask", str(asked.id), False)
    assert "already" in call(state, "answer", {"note": ""})
    gone = opened(ApprovalsState, owner, approval_id=flow)
    assert (gone.one, gone.loading) == ({}, False)
    every = opened(ApprovalsState, owner)
    assert (every.mine, [one["id"] for one in every.answered]) == ([], [str(asked.id)])


def test_who_may_only_read_starts_and_pauses_nothing(owner: Actor, viewer: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [SET]})
    state = opened(BuilderState, viewer, workflow_id=flow)
    call(state, "switch", False)
    call(state, "change", json.dumps({"steps": []}))
    assert run(owner, workflows.get, {"id": flow}).value.is_active
    starting = state_of(StartingState, viewer)
    call(starting, "ask", str(flow))
    assert starting.workflow_id == ""
    assert not run(owner, runs.list_, {"workflow_id": flow}).value.items


def test_another_organisation_sees_no_workflow(owner: Actor, other: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [SET]})
    for kind in (BuilderState, RunsState, VersionsState, HealthState, SimulationState):
        state = opened(kind, other, workflow_id=flow)
        assert state.name == "", kind
    with pytest.raises(NotFound):
        run(other, runs.start, {"workflow_id": flow})


def test_versions_are_compared_and_gone_back_to(owner: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [SET]})
    steps = run(owner, workflows.get, {"id": flow}).value.steps
    run(owner, workflows.save, {"id": flow, "steps": [*steps, {"type": "stop"}]})
    run(owner, versions_actions.publish, {"id": flow})
    state = opened(VersionsState, owner, workflow_id=flow)
    assert ([row["number"] for row in state.rows], state.differences) == ([2, 1], [])
    call(state, "compare", 1)
    assert [one["kind"] for one in state.differences] == ["added"]
    assert "Version {number} is what version {old} was" in call(state, "go_back", 1)
    assert (state.published, len(run(owner, workflows.get, {"id": flow}).value.steps)) == (3, 1)


def test_steps_of_one_name_stand_apart_in_the_chart(owner: Actor, opened: Open) -> None:
    flow = publish(owner, {**BY_HAND, "steps": [SET, SET, {"type": "wait", "duration": "3d"}, {"type": "stop"}]})
    state = opened(HealthState, owner, workflow_id=flow)
    assert state.reached[0]["x"] == ["Set values (set-1)", "Set values (set-2)", "Wait: 3d", "Stop"]


@pytest.mark.parametrize(
    ("kind", "config", "told"),
    [
        ("database_change", {"table": "leads", "change": ["insert", "update"]}, "Lead created, updated"),
        ("database_change", {"record": "deal", "change": "deleted"}, "Deal deleted"),
        ("schedule", {"schedule": "0 7 * * 1-5"}, "At 07:00 on Monday through Friday"),
        ("schedule", {"schedule": "soon"}, "soon"),
        ("event", {"event": "cart.abandoned"}, "Cart abandoned"),
        ("webhook", {}, "A webhook"),
        ("manual", {}, "By hand"),
    ],
)
def test_what_starts_a_workflow_is_told_in_words(kind: str, config: dict[str, Any], told: str) -> None:
    assert starts(kind, config) == told


def test_steps_are_called_as_their_actions_are_wherever_they_stand() -> None:
    inner = [{"type": "action", "action": "lead.score", "arguments": {"type": "task.list"}}]
    steps = [{"type": "condition", "check": "a", "ifTrue": [{"type": "task.create"}], "onError": {"steps": inner}}]
    assert {name: titles(steps).get(name) for name in ("task.create", "lead.score", "condition")} == {
        "task.create": "Create task",
        "lead.score": "Score lead",
        "condition": None,
    }
