"""Enrolment, bounds, debounce, batches, clocks, chains of workflows, and failures."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlmodel import col

from app.automation.definition import Schedule
from app.automation.engine import clocks
from app.automation.engine.clocks import Ticks
from app.automation.engine.passing import one_pass
from app.automation.models import Clock, Execution
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.ids import new_id
from app.core.times import utc_now
from app.crm import leads, tasks
from tests.app.automation.living import advance, happen, lines, over, path, publish, runs, settle

SET: dict[str, Any] = {"type": "set", "values": {"done": True}}
HOUR: dict[str, Any] = {"type": "wait", "duration": "1h"}


def states(owner: Actor) -> list[str]:
    return [made.state for made in runs(owner)]


def test_once_per_record(owner: Actor) -> None:
    publish(owner, {"steps": [SET], "settings": {"enrolment": {"mode": "once"}}})
    for subject in ("a", "a", "b"):
        happen(owner, "test.begun", subject=subject)
    advance()
    assert states(owner) == ["completed", "completed"]


def test_leave_when(owner: Actor) -> None:
    rules = [{"field": "lead.state", "operator": "equals", "value": "lost"}]
    settings = {"enrolment": {"leaveWhen": rules}}
    trigger = {"event": "lead.created"}
    publish(owner, {"steps": [HOUR, SET], "settings": settings, "triggerConfig": trigger})
    lead = run(owner, leads.create, {"name": "Lea Lead"}).value
    settle()
    advance()
    run(owner, find("lead.move"), {"id": lead.id, "state": "lost", "reason": "no money"})
    settle()
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=1)))
    assert states(owner) == ["left"]


def test_two_at_once_and_why_the_others_wait(owner: Actor) -> None:
    publish(owner, {"steps": [HOUR], "settings": {"concurrency": 2}})
    for _ in range(5):
        happen(owner, "test.begun")
    now = utc_now() + timedelta(seconds=1)
    advance(now)
    assert sorted(states(owner)) == ["asleep", "asleep", "queued", "queued", "queued"]
    waiting = next(made for made in runs(owner) if made.state == "queued")
    assert waiting.reason == "waiting because 2 of 2 runs of this workflow are under way"
    advance(now + timedelta(hours=1, seconds=1))
    assert sorted(states(owner)) == ["asleep", "asleep", "completed", "completed", "queued"]
    advance(now + timedelta(hours=2, seconds=2))
    advance(now + timedelta(hours=3, seconds=3))
    assert set(states(owner)) == {"completed"}


def test_one_per_record_at_once(owner: Actor) -> None:
    publish(owner, {"steps": [HOUR], "settings": {"concurrencyPerRecord": 1}})
    for subject in ("a", "a", "b"):
        happen(owner, "test.begun", subject=subject)
    advance()
    assert sorted(states(owner)) == ["asleep", "asleep", "queued"]


def test_a_rate(owner: Actor) -> None:
    publish(owner, {"steps": [SET], "settings": {"rate": "2/hour"}})
    for _ in range(3):
        happen(owner, "test.begun")
    now = utc_now() + timedelta(seconds=1)
    advance(now)
    assert sorted(states(owner)) == ["completed", "completed", "queued"]
    advance(now + timedelta(hours=1, seconds=2))
    assert set(states(owner)) == {"completed"}


def test_a_flurry_makes_one_run_of_its_last_event(owner: Actor) -> None:
    publish(owner, {"steps": [{"type": "set", "values": {"n": "{{ n }}"}}], "settings": {"debounce": "5m"}})
    for n in (1, 2, 3):
        happen(owner, "test.begun", {"n": n}, subject="a")
    advance()
    assert states(owner) == ["debouncing"]
    advance(utc_now() + timedelta(minutes=6))
    assert [made.cursor["vars"] for made in runs(owner)] == [{"n": 3}]


def test_a_batch(owner: Actor) -> None:
    steps = [{"type": "set", "values": {"n": "{{ items | size }}"}}]
    publish(owner, {"steps": steps, "settings": {"batch": {"size": 3, "within": "10m"}}})
    for n in range(4):
        happen(owner, "test.begun", {"n": n})
    advance()
    assert states(owner) == ["completed", "collecting"]
    advance(utc_now() + timedelta(minutes=11))
    assert [made.cursor["vars"]["n"] for made in runs(owner)] == [3, 1]


def test_events_of_an_undo_start_nothing(owner: Actor) -> None:
    publish(owner, {"steps": [SET], "triggerType": "database_change", "triggerConfig": {"record": "task"}})
    done = run(owner, tasks.create, {"title": "Call"})
    settle()
    assert len(runs(owner)) == 1
    run(owner, find("operation.undo"), {"operation_id": done.operation_id})
    settle()
    assert len(runs(owner)) == 1


def test_workflows_that_start_each_other_come_to_an_end(owner: Actor) -> None:
    again = {"type": "task.create", "title": "Again"}
    publish(owner, {"steps": [again], "triggerConfig": {"event": "task.created"}})
    run(owner, tasks.create, {"title": "First"})
    settle()
    for _ in range(10):
        advance()
    found = runs(owner)
    assert [made.state for made in found] == ["completed"] * 9 + ["failed"]
    assert "started each other" in (found[-1].error_message or "")


def test_a_failure_is_retried_then_starts_the_error_workflow(owner: Actor) -> None:
    publish(owner, {"name": "Help", "triggerType": "manual", "triggerConfig": {}, "steps": [SET]})
    bad = {"type": "task.create", "title": "{{ nothing }}"}
    publish(owner, {"name": "Bad", "steps": [bad], "settings": {"errorWorkflow": "Help"}})
    happen(owner, "test.begun")
    advance()
    failed, help_ = runs(owner)
    assert (failed.state, help_.state, help_.origin) == ("failed", "completed", "error")
    assert help_.context["error"]["step"] == "task_create-1"
    assert lines(owner, failed.id)[0].attempts == 1


def test_on_error_takes_other_steps(owner: Actor) -> None:
    bad = {"type": "task.create", "title": "{{ nothing }}", "onError": {"steps": [SET]}}
    publish(owner, {"steps": [bad, HOUR]})
    happen(owner, "test.begun")
    advance()
    (made,) = runs(owner)
    assert made.state == "asleep"
    assert path(owner) == [("task_create-1", "failed"), ("set-1", "completed")]


def test_a_workflow_below_another(owner: Actor) -> None:
    below = {"type": "set", "values": {"twice": "{{ n | times: 2 }}"}}
    publish(owner, {"name": "Below", "triggerType": "manual", "triggerConfig": {}, "steps": [HOUR, below]})
    above = [
        {"type": "workflow", "workflow": "Below", "context": {"n": "{{ n }}"}, "id": "sub"},
        {"type": "set", "values": {"got": "{{ steps.sub.output.vars.twice }}"}},
    ]
    publish(owner, {"steps": above})
    happen(owner, "test.begun", {"n": 4})
    advance()
    assert states(owner) == ["child", "asleep"]
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=1)))
    assert states(owner) == ["completed", "completed"]
    assert runs(owner)[0].cursor["vars"] == {"got": 8}


def test_an_event_that_is_waited_for(owner: Actor) -> None:
    steps = [
        {"type": "waitForEvent", "event": "cart.recovered", "id": "back", "onTimeout": [SET]},
        {"type": "set", "values": {"total": "{{ steps.back.output.cart.total | default: 0 }}"}},
    ]
    publish(owner, {"steps": steps})
    happen(owner, "test.begun", subject="c-1")
    advance()
    happen(owner, "cart.recovered", {"cart": {"total": 1}}, subject="c-2")
    advance()
    assert states(owner) == ["listening"]
    happen(owner, "cart.recovered", {"cart": {"total": 7}}, subject="c-1")
    advance()
    assert [made.cursor["vars"] for made in runs(owner)] == [{"total": 7}]


def test_the_first_of_two_lanes_withdraws_the_other(owner: Actor) -> None:
    lanes = [
        {"name": "event", "steps": [{"type": "waitForEvent", "event": "never.comes"}]},
        {"name": "time", "steps": [HOUR]},
    ]
    publish(owner, {"steps": [{"type": "parallel", "join": "any", "branches": lanes}, SET]})
    happen(owner, "test.begun")
    list(over(owner, utc_now() + timedelta(seconds=1), timedelta(days=1)))
    assert states(owner) == ["completed"]
    assert [key for key, _ in path(owner)] == ["wait-1", "parallel-1", "set-1"]


@pytest.mark.parametrize(("policy", "count"), [("none", 0), ("last", 1), ("all", 3)])
def test_a_clock_after_downtime(owner: Actor, policy: str, count: int) -> None:
    flow = publish(
        owner,
        {
            "triggerType": "schedule",
            "triggerConfig": {"schedule": "0 9 * * *"},
            "settings": {"schedule": {"catchUp": policy, "overlap": "allow"}},
            "steps": [SET],
        },
    )
    with house_session() as session:
        first = session.scalars(select(col(Clock.next_at)).where(col(Clock.workflow_id) == flow)).one()
    assert first is not None
    clocks.fire(first + timedelta(days=2, hours=3))
    clocks.fire(first + timedelta(days=2, hours=3))
    assert len(runs(owner)) == count
    clocks.fire(first + timedelta(days=3, seconds=1))
    assert len(runs(owner)) == count + 1


def test_nights_of_clock_changes() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    def times(policy: Schedule, begin: datetime, count: int) -> list[str]:
        ticks, found = Ticks("30 2 * * *", berlin, policy), [begin]
        for _ in range(count):
            found.append(ticks.after(found[-1]))
        return [f"{at:%d %H:%M}" for at in found[1:]]

    spring, autumn = datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 10, 23, 12, tzinfo=UTC)
    assert times(Schedule(), spring, 3) == ["28 01:30", "29 01:30", "30 00:30"]
    assert times(Schedule(skipped="drop"), spring, 2) == ["28 01:30", "30 00:30"]
    assert times(Schedule(), autumn, 3) == ["24 00:30", "25 00:30", "26 01:30"]
    assert times(Schedule(repeated="twice"), autumn, 4) == ["24 00:30", "25 00:30", "25 01:30", "26 01:30"]


def test_clocks_go_by_the_zone_of_the_organisation_also_after_it_moves(owner: Actor, other: Actor) -> None:
    run(owner, find("account.update_profile"), {"zone": "Asia/Tokyo"})
    at_nine = {"triggerType": "schedule", "triggerConfig": {"schedule": "0 9 * * *"}, "steps": [SET]}
    flow, foreign = publish(owner, at_nine), publish(other, at_nine)
    own = publish(owner, {**at_nine, "name": "Own", "settings": {"schedule": {"zone": "Asia/Kolkata"}}})

    def hours() -> list[str]:
        with house_session() as session:
            rows = session.execute(select(col(Clock.workflow_id), col(Clock.next_at)))
            found = {id: next_at for id, next_at in rows if next_at}
        return [f"{found[id].astimezone(UTC):%H:%M}" for id in (flow, own, foreign)]

    assert hours() == ["09:00", "03:30", "09:00"]
    run(owner, find("tenant.update"), {"zone": "Pacific/Honolulu"})
    settle()
    assert hours() == ["19:00", "03:30", "09:00"]


def test_a_flood_of_one_tenant_does_not_hold_up_another(owner: Actor, other: Actor) -> None:
    flood = publish(owner, {"steps": [SET], "triggerType": "manual", "triggerConfig": {}})
    due = {"workflow_id": flood, "workflow_version": 1, "context": {}, "cursor": {}}
    with open_session(owner) as session:
        early = utc_now() - timedelta(hours=1)
        session.execute(insert(Execution), [{"id": new_id(), "due_at": early, **due} for _ in range(1_000)])
    publish(other, {"steps": [SET]})
    happen(other, "test.begun")
    one_pass(utc_now() + timedelta(seconds=1))
    assert states(other) == ["completed"]
    assert states(owner).count("ready") >= 700
    while one_pass():
        pass
    assert set(states(owner)) == {"completed"}


def test_times_of_a_clock_wait_for_each_other(owner: Actor) -> None:
    clock = {"triggerType": "schedule", "triggerConfig": {"schedule": "0 9 * * *"}}
    waits = {"settings": {"schedule": {"overlap": "wait", "catchUp": "all"}}}
    flow = publish(owner, {**clock, **waits, "steps": [{"type": "wait", "duration": "30h"}]})
    with house_session() as session:
        first = session.scalars(select(col(Clock.next_at)).where(col(Clock.workflow_id) == flow)).one()
    assert first
    clocks.fire(first + timedelta(days=1, seconds=1))
    advance()
    assert sorted(states(owner)) == ["asleep", "queued"]
    advance(utc_now() + timedelta(hours=31))
    assert sorted(states(owner)) == ["asleep", "completed"]
