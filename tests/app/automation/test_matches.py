"""Who would have matched, and workflows carried away and back."""

from typing import Any

import pytest

from app import features as features
from app.automation import workflow_matches, workflow_transfer, workflows
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.errors import Invalid

TASK = {"type": "task.create", "title": "Call {{ lead.name }}"}


def definition(**config: Any) -> dict[str, Any]:
    settings = config.pop("settings", {})
    return {
        "name": "Test",
        "triggerType": "event",
        "triggerConfig": {"event": "lead.created", **config},
        "settings": settings,
        "steps": [TASK],
    }


def test_past_events_are_held_against_filter_and_enrolment(owner: Actor) -> None:
    for name, city in (("Ann", "Berlin"), ("Bo", "Paris"), ("Cy", "Berlin")):
        run(owner, find("lead.create"), {"name": name, "city": city})
    berlin = [{"field": "lead.city", "operator": "equals", "value": "Berlin"}]
    found = run(owner, workflow_matches.matches, {"definition": definition(filter=berlin)}).value
    assert (found.seen, found.matched, found.records) == (3, 2, 2)
    assert [match.label for match in found.sample] == ["Cy", "Ann"]
    assert found.refused == {"the trigger's filter": 1}


def test_once_counts_each_record_once(owner: Actor) -> None:
    lead = run(owner, find("lead.create"), {"name": "Ann"}).value
    for city in ("Berlin", "Paris"):
        run(owner, find("lead.update"), {"id": lead.id, "city": city})
    given = definition(event="lead.updated", settings={"enrolment": {"mode": "once"}})
    found = run(owner, workflow_matches.matches, {"definition": given}).value
    assert (found.seen, found.matched, found.refused) == (2, 1, {"took part already": 1})


def test_schedules_count_their_times(owner: Actor) -> None:
    given = {**definition(), "triggerType": "schedule", "triggerConfig": {"schedule": "0 8 * * *"}}
    assert run(owner, workflow_matches.matches, {"definition": given, "days": 10}).value.matched in {10, 11}
    given["triggerConfig"] = {"schedule": "soon"}
    with pytest.raises(Invalid):
        run(owner, workflow_matches.matches, {"definition": given})


def test_there_and_back(owner: Actor, other: Actor) -> None:
    row = run(owner, workflows.create, {"name": "Test", "trigger_type": "manual", "steps": [TASK]}).value
    carried = run(owner, workflow_transfer.export, {"id": row.id}).value
    whole = {"kind": carried.kind, "form": carried.form, "definition": carried.definition}
    made = run(other, workflow_transfer.import_, {"definition": whole}).value
    assert (made.workflow.name, made.workflow.steps[0]["id"]) == ("Test", "task_create-1")
    with pytest.raises(Invalid):
        run(other, workflow_transfer.import_, {"definition": {"kind": "other"}})
