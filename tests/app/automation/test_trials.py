"""The simulation: ten days in a second, nothing left behind, and the same path as a run that is for real."""

import time
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.automation.simulation import actions as simulations
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.times import utc_now
from app.crm import contacts
from app.crm.models import Task
from tests.app.automation.living import happen, letters, lines, over, publish, runs


def test_ten_days_in_a_second_without_a_trace(owner: Actor, onboarding: dict[str, Any]) -> None:
    made = run(owner, contacts.create, {"name": "Ann Buyer", "email": "ann@example.com"}).value
    begun = time.process_time()
    sample = {"user": {"id": str(made.id), "name": made.name, "email": made.email}}
    trial = run(owner, simulations.simulate, {"definition": onboarding, "sample": sample}).value
    # Of our own: what the machine does beside it is not ours.
    assert time.process_time() - begun < 2
    assert (trial.state, trial.seconds) == ("completed", timedelta(days=10).total_seconds()), trial
    assert [step.key for step in trial.steps if step.step_type == "sendEmail"] == [
        "sendEmail-1",
        "sendEmail-2",
        "sendEmail-3",
    ]
    assert "ann@example.com" in (trial.steps[0].would or "")
    assert letters(owner) == []
    assert runs(owner) == []


def test_a_real_past_event_is_followed_by_what_really_came(owner: Actor) -> None:
    steps = [
        {"type": "waitForEvent", "event": "cart.recovered", "timeout": "1d"},
        {"type": "task.create", "title": "Thank {{ cart.id }}"},
    ]
    first = happen(owner, "cart.abandoned", {"cart": {"id": "c-9"}}, subject="cart:c-9")
    happen(owner, "cart.recovered", {"cart": {"id": "c-9", "total": 5}}, subject="cart:c-9")
    definition = {
        "name": "T",
        "triggerType": "event",
        "triggerConfig": {"event": "cart.abandoned"},
        "steps": steps,
    }
    trial = run(owner, simulations.simulate, {"definition": definition, "event_id": first.id}).value
    assert trial.state == "completed", trial
    assert trial.steps[0].output == {"cart": {"id": "c-9", "total": 5}}
    with open_session(owner) as session:
        assert session.scalar(select(func.count()).select_from(Task)) == 0


LEAF = st.sampled_from(
    [
        {"type": "set", "values": {"n": "{{ n | plus: 1 }}"}},
        {"type": "set", "values": {}},
        {"type": "wait", "duration": "1h"},
        {"type": "set", "values": {"n": "{{ nothing.here }}"}, "onError": "continue"},
        {"type": "waitForEvent", "event": "never.comes", "timeout": "2h", "onTimeout": [{"type": "set", "values": {}}]},
        {"type": "task.create", "title": "Call {{ n }}"},
        {"type": "set", "values": {"x": 1}, "delay": "5m"},
    ]
)


def _wrapped(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    steps = st.lists(inner, min_size=1, max_size=3)
    rules = st.sampled_from([2, 9]).map(lambda n: [{"field": "n", "operator": "less_than", "value": n}])
    return st.one_of(
        st.builds(lambda r, a, b: {"type": "condition", "rules": r, "ifTrue": a, "ifFalse": b}, rules, steps, steps),
        st.builds(lambda a: {"type": "loop", "items": "names", "steps": a}, steps),
        st.builds(
            lambda a, b, j: {
                "type": "parallel",
                "join": j,
                "branches": [{"name": "a", "steps": a}, {"name": "b", "steps": b}],
            },
            steps,
            steps,
            st.sampled_from(["all", "any"]),
        ),
    )


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.recursive(LEAF, _wrapped, max_leaves=6), min_size=1, max_size=4))
def test_a_trial_takes_the_path_of_a_real_run(owner: Actor, steps: list[dict[str, Any]]) -> None:
    before = {made.id for made in runs(owner)}
    payload = {"n": 3, "names": ["a", "b"]}
    name = f"test.{len(before)}"
    definition = {"name": name, "triggerType": "event", "triggerConfig": {"event": name}, "steps": steps}
    publish(owner, definition)
    trial = run(owner, simulations.simulate, {"definition": definition, "sample": payload}).value
    happen(owner, name, payload)
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=9)))
    (made,) = [made for made in runs(owner) if made.id not in before]
    assert [(step.key, step.status) for step in trial.steps] == [
        (line.path, line.status) for line in lines(owner, made.id)
    ]
    assert trial.state == made.state
