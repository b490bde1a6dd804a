"""What is held against a workflow before it is published."""

from dataclasses import replace
from typing import Any

import pytest

from app import features as features
from app.automation.definition import Problem, check_raw
from app.core.access import ROLES
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.db import open_session

TASK = {"type": "task.create", "id": "made", "title": "Call"}
MAIL = {"type": "sendEmail", "template": "lead-follow-up"}
LEAST = {"operator": "at_least", "value": 1}


def problems(actor: Actor, steps: list[Any], **more: Any) -> list[Problem]:
    raw = {"name": "Test", "triggerType": "event", "triggerConfig": {"event": "lead.created"}, "steps": steps, **more}
    with open_session(actor) as session:
        return check_raw(session, actor, raw)


def only(found: list[Problem]) -> Problem:
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("step", "field", "words", "suggestion"),
    [
        ({"type": "task.creat", "title": "x"}, "action", "no action called task.creat", "task.create"),
        ({"type": "task.create"}, "arguments.title", "needs the argument title", None),
        ({**TASK, "titel": "x"}, "arguments.titel", "takes no argument titel", "title"),
        ({**TASK, "priority": "high"}, "arguments.priority", "valid integer", None),
        ({**TASK, "detail": "{{ lead.nmae }}"}, "arguments.detail", "no value for lead.nmae", "lead.name"),
        ({**TASK, "detail": "{{ lead.name | upcas }}"}, "arguments.detail", "no filter upcas", "upcase"),
        ({"type": "sendEmail", "template": "welcom"}, "template", "no mail template called welcom", "welcome"),
        ({**MAIL, "variables": ["lead.nam"]}, "variables.0", "lead.nam", "lead.name"),
        ({"type": "sendEmail", "template": "satisfaction-survey"}, "template", "needs ticket.", None),
        ({"type": "approval", "to": {"role": "chief"}, "message": "?"}, "to", "no role called chief", None),
        ({"type": "approval", "to": {"member": "nobody@example.com"}, "message": "?"}, "to", "Nobody here", None),
        ({"type": "workflow", "workflow": "Nowhere"}, "workflow", "no workflow called Nowhere", None),
        ({"type": "workflow", "workflow": "Test"}, "workflow", "", None),
        ({"type": "loop", "items": "lead.parts", "steps": [TASK]}, "items", "lead.parts", None),
        ({"type": "waitForEvent", "event": "lead.convertd"}, "event", "never happened", "lead.converted"),
        ({"type": "condition", "check": "user.hasOrderd"}, "check", "Nothing tells", "user.hasOrdered"),
        ({"type": "condition", "rules": {"field": "lead.scor", **LEAST}}, "rules", "lead.scor", "lead.score"),
        ({"type": "http", "url": "http://169.254.169.254/latest"}, "url", "private network", None),
        ({"type": "http", "url": "http://localhost:81/{{ lead.id }}"}, "url", "private network", None),
        ({"type": "http", "url": "file:///etc/passwd"}, "url", "Only http", None),
        ({"type": "log_in.x"}, "action", "no action", None),
        ({"type": "notification.read_all"}, "action", "only be done by a person", None),
    ],
)
def test_each_fault_is_found_at_its_field(
    owner: Actor, step: dict[str, Any], field: str, words: str, suggestion: str | None
) -> None:
    found = [problem for problem in problems(owner, [step]) if problem.field.startswith(field)]
    assert found, problems(owner, [step])
    assert words in found[0].message
    if suggestion:
        assert found[0].suggestion == suggestion


@pytest.mark.parametrize(
    "url", ["https://example.com/{{ lead.id }}", "https://{{ lead.id }}.example.com/", "{{ lead.id }}"]
)
def test_an_address_that_a_template_makes_is_left_to_the_call(owner: Actor, url: str) -> None:
    assert problems(owner, [{"type": "http", "url": url}]) == []


def uses(path: str) -> dict[str, Any]:
    return {"type": "set", "id": "uses", "values": {"x": "{{ " + path + " }}"}}


def test_outputs_are_known_only_after_their_step_on_every_path(owner: Actor) -> None:
    path = "steps.made.output.title"
    fork = {"type": "condition", "check": "lead.email", "ifTrue": [TASK]}
    assert problems(owner, [TASK, uses(path)]) == []
    assert only(problems(owner, [uses(path), TASK])).step_id == "uses"
    assert "not there on every path" in only(problems(owner, [fork, uses(path)])).message
    assert problems(owner, [fork, uses(f"{path} | default: 'none'")]) == []
    both = {**fork, "ifFalse": [{"type": "stop"}]}
    assert problems(owner, [both, uses(path)]) == []
    assert only(problems(owner, [{**TASK, "onError": "continue"}, uses(path)])).step_id == "uses"
    assert "titel" in only(problems(owner, [TASK, uses("steps.made.output.titel")])).message


def test_a_condition_proves_what_it_asks_for(owner: Actor) -> None:
    made = {"type": "condition", "check": "lead.email", "ifTrue": [TASK]}
    asks = {
        "type": "condition",
        "rules": [{"field": "steps.made.output.title", "operator": "is_not_empty"}],
        "ifTrue": [uses("steps.made.output.title")],
    }
    assert problems(owner, [made, asks]) == []


def test_lanes_loops_and_variables(owner: Actor) -> None:
    lanes = {"type": "parallel", "branches": [{"name": "A", "steps": [TASK]}, {"name": "B", "steps": []}]}
    assert problems(owner, [lanes, uses("steps.made.output.title")]) == []
    assert len(problems(owner, [{**lanes, "join": "any"}, uses("steps.made.output.title")])) == 1
    loop = {"type": "loop", "items": "lead.tags", "as": "tag", "steps": [uses("tag"), uses("vars.x") | {"id": "again"}]}
    assert problems(owner, [loop]) == []
    assert only(problems(owner, [uses("vars.y")])).field == "values"


def test_steps_after_a_stop_are_never_reached(owner: Actor) -> None:
    found = only(problems(owner, [{"type": "stop"}, TASK]))
    assert (found.step_id, found.severity) == ("made", "warning")


def test_triggers_are_checked(owner: Actor) -> None:
    def trigger(kind: str, **config: Any) -> Problem:
        return only(problems(owner, [TASK], triggerType=kind, triggerConfig=config))

    assert trigger("event").field == "triggerConfig.event"
    assert trigger("event", event="lead.creatd").suggestion == "lead.created"
    assert trigger("event", event="lead.creatd").severity == "warning"
    assert trigger("schedule").field == "triggerConfig.schedule"
    assert "no cron" in trigger("schedule", schedule="every day").message
    assert trigger("database_change").field == "triggerConfig.table"
    assert (
        problems(owner, [TASK], triggerType="database_change", triggerConfig={"table": "deal", "change": "insert"})
        == []
    )
    assert problems(owner, [uses("anything.at.all")], triggerType="webhook", triggerConfig={}) == []
    sample = {"order": {"id": 1}}
    config = {"sample": sample}
    assert problems(owner, [uses("order.id")], triggerType="webhook", triggerConfig=config) == []
    assert len(problems(owner, [uses("order.total")], triggerType="webhook", triggerConfig=config)) == 1


def test_past_events_teach_what_they_carry(owner: Actor) -> None:
    trigger = {"triggerConfig": {"event": "shop.paid"}}
    assert [one.severity for one in problems(owner, [uses("payment.sum")], **trigger)] == ["warning"]
    run(owner, find("event.post"), {"name": "shop.paid", "payload": {"payment": {"amount": 3}}})
    found = only(problems(owner, [uses("payment.amout")], **trigger))
    assert found.suggestion == "payment.amount"


def test_the_publisher_needs_what_the_steps_need(owner: Actor) -> None:
    weak = replace(owner, permissions=ROLES["viewer"])
    found = only(problems(weak, [TASK]))
    assert "tasks:write" in found.message


def test_a_workflow_that_starts_itself_is_told(owner: Actor) -> None:
    step = {"type": "lead.update", "arguments": {"id": "{{ lead.id }}", "city": "Berlin"}}
    trigger = {"event": "lead.updated"}
    assert only(problems(owner, [step], triggerConfig=trigger)).severity == "warning"
    once = {"enrolment": {"mode": "once"}}
    assert problems(owner, [step], triggerConfig=trigger, settings=once) == []


def test_a_condition_without_rules_is_pointed_out(owner: Actor) -> None:
    found = only(problems(owner, [{"type": "condition", "rules": [], "ifTrue": [TASK]}], triggerType="manual"))
    assert (found.step_id, found.field, found.severity) == ("condition-1", "rules", "warning")
