"""How a workflow does, and what is suggested, applied and taken back."""

from datetime import timedelta

import pytest

from app.automation import versions_actions, workflows
from app.automation.watch import actions as watch
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.times import utc_now
from tests.app.automation.living import advance, happen, over, publish, runs

RULES = [{"field": "n", "operator": "less_than", "value": 1000}]


def test_a_branch_never_taken_goes_with_one_click_and_comes_back_with_another(owner: Actor) -> None:
    way = {"type": "set", "values": {"x": 1}}
    flow = publish(owner, {"steps": [{"type": "condition", "rules": RULES, "ifTrue": [way], "ifFalse": [way]}]})
    for n in range(20):
        happen(owner, "test.begun", {"n": n})
    advance()
    health = run(owner, watch.health, {"workflow_id": flow}).value
    assert (health.runs, health.completed, health.failure_rate) == (20, 20, 0.0)
    assert [(step.step_id, step.reached) for step in health.steps] == [
        ("condition-1", 1.0),
        ("set-1", 1.0),
        ("set-2", 0.0),
    ]
    (suggestion,) = health.suggestions
    assert suggestion.key == "prune:ifFalse@condition-1"
    done = run(owner, watch.apply_suggestion, {"workflow_id": flow, "key": suggestion.key})
    assert (done.value.published_version, done.value.steps[0]["ifFalse"]) == (2, [])
    assert run(owner, watch.health, {"workflow_id": flow}).value.suggestions == []
    run(owner, find("operation.undo"), {"operation_id": done.operation_id})
    row = run(owner, workflows.get, {"id": flow}).value
    assert (row.published_version, len(row.steps[0]["ifFalse"])) == (1, 1)
    happen(owner, "test.begun", {"n": 1})
    assert runs(owner)[-1].workflow_version == 1
    with pytest.raises(NotFound):
        run(owner, watch.apply_suggestion, {"workflow_id": flow, "key": "prune:ifTrue@condition-1"})


def test_a_step_that_fails_often(owner: Actor) -> None:
    publish_bad = {"type": "task.create", "title": "{{ who }}"}
    flow = publish(owner, {"steps": [publish_bad], "triggerConfig": {"event": "test.begun", "sample": {"who": "x"}}})
    for n in range(6):
        happen(owner, "test.begun", {} if n else {"who": "Ann"})
    advance()
    health = run(owner, watch.health, {"workflow_id": flow}).value
    assert (health.failed, health.completed) == (5, 1)
    keys = [suggestion.key for suggestion in health.suggestions]
    assert keys == ["retry@task_create-1", "continue@task_create-1"]
    run(owner, watch.apply_suggestion, {"workflow_id": flow, "key": keys[1]})
    happen(owner, "test.begun", {})
    advance()
    assert runs(owner)[-1].state == "completed"


def test_a_wait_in_vain(owner: Actor) -> None:
    wait = {
        "type": "waitForEvent",
        "event": "never.comes",
        "timeout": "1h",
        "onTimeout": [{"type": "set", "id": "late"}],
    }
    flow = publish(owner, {"steps": [wait]})
    for _ in range(10):
        happen(owner, "test.begun")
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=1)))
    (suggestion,) = run(owner, watch.health, {"workflow_id": flow}).value.suggestions
    row = run(owner, watch.apply_suggestion, {"workflow_id": flow, "key": suggestion.key}).value
    assert [step["id"] for step in row.steps] == ["late"]
    run(owner, versions_actions.roll_back, {"id": flow, "number": 1})


def test_a_run_that_stands_at_a_step_has_come_to_it(owner: Actor) -> None:
    steps = [{"type": "set", "values": {"a": "b"}}, {"type": "wait", "duration": "3d"}, {"type": "stop"}]
    flow = publish(owner, {"steps": steps})
    for _ in range(2):
        happen(owner, "test.begun")
    advance()
    health = run(owner, watch.health, {"workflow_id": flow}).value
    assert [(step.runs, step.times, step.reached) for step in health.steps] == [(2, 2, 1.0), (2, 0, 1.0), (0, 0, 0.0)]
