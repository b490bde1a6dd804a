"""Workflows as people keep them: drafts, versions, going back."""

from typing import Any
from uuid import UUID

import pytest

from app import features as features
from app.automation import versions_actions as versions
from app.automation import workflows
from app.automation.workflow_rows import WorkflowRow
from app.core.actions import Done, find, run
from app.core.actor import Actor
from app.core.errors import Conflict, Invalid, NotFound


def made(owner: Actor, steps: list[dict[str, Any]], **given: Any) -> WorkflowRow:
    call = {"name": "Test", "trigger_type": "event", "trigger_config": {"event": "lead.created"}, "steps": steps}
    return run(owner, workflows.create, {**call, **given}).value


def saved(owner: Actor, id: UUID, steps: list[dict[str, Any]], **given: Any) -> Done[Any]:
    return run(owner, workflows.save, {"id": id, "steps": steps, **given})


WAIT = {"type": "wait", "duration": "1h"}
TASK = {"type": "task.create", "title": "Call {{ lead.name }}", "lead_id": "{{ lead.id }}"}


def test_a_draft_is_kept_with_ids_that_are_never_given_twice(owner: Actor) -> None:
    row = made(owner, [WAIT, WAIT])
    assert [step["id"] for step in row.steps] == ["wait-1", "wait-2"]
    less = saved(owner, row.id, row.steps[:1]).value.workflow
    more = saved(owner, row.id, [*less.steps, WAIT]).value.workflow
    assert [step["id"] for step in more.steps] == ["wait-1", "wait-3"]


def test_an_undone_edit_gives_no_id_back(owner: Actor) -> None:
    row = made(owner, [WAIT])
    done = saved(owner, row.id, [*row.steps, WAIT])
    run(owner, find("operation.undo"), {"operation_id": done.operation_id})
    assert len(run(owner, workflows.get, {"id": row.id}).value.steps) == 1
    again = saved(owner, row.id, [*row.steps, WAIT]).value.workflow
    assert again.steps[1]["id"] == "wait-3"


def test_a_draft_may_be_wrong_but_is_not_published(owner: Actor) -> None:
    row = made(owner, [WAIT])
    done = saved(owner, row.id, [{"type": "sendMail", "template": "welcome"}, {**TASK, "titel": "x"}]).value
    assert [problem.step_id for problem in done.problems] == ["sendMail-1"]
    assert done.problems[0].suggestion == "sendEmail"
    with pytest.raises(Invalid, match=r"Step 1 \(sendMail-1\), field type"):
        run(owner, versions.publish, {"id": row.id})
    done = saved(owner, row.id, [{**TASK, "titel": "x"}]).value
    assert [problem.field for problem in done.problems] == ["arguments.titel"]


def test_who_saves_over_a_later_edit_hears_of_it(owner: Actor) -> None:
    row = made(owner, [WAIT])
    saved(owner, row.id, [WAIT, WAIT], version=row.version)
    with pytest.raises(Conflict):
        saved(owner, row.id, [], version=row.version)


def test_versions_compare_and_go_back(owner: Actor) -> None:
    row = made(owner, [WAIT, TASK], publish=True)
    assert (row.published_version, row.changed, row.is_active) == (1, False, True)
    longer = {**row.steps[0], "duration": "2h"}
    row = saved(owner, row.id, [row.steps[1], longer]).value.workflow
    assert row.changed
    found = run(owner, versions.compare, {"id": row.id}).value
    assert {(one.kind, one.step_id) for one in found} >= {("changed", "wait-1")}
    assert any("from “1h” to “2h”" in one.words for one in found)
    run(owner, versions.publish, {"id": row.id, "note": "Longer"})
    done = run(owner, versions.roll_back, {"id": row.id, "number": 1})
    assert (done.value.published_version, done.value.steps[0]["duration"]) == (3, "1h")
    assert [one.number for one in run(owner, versions.versions, {"id": row.id}).value] == [3, 2, 1]
    run(owner, find("operation.undo"), {"operation_id": done.operation_id})
    back = run(owner, workflows.get, {"id": row.id}).value
    assert (back.published_version, back.steps[1]["duration"]) == (2, "2h")


def test_publishing_the_same_again_makes_no_version(owner: Actor) -> None:
    row = made(owner, [WAIT], publish=True)
    assert run(owner, versions.publish, {"id": row.id}).value.published_version == 1


def test_deleted_workflows_come_back_whole(owner: Actor) -> None:
    row = made(owner, [WAIT], publish=True)
    done = run(owner, workflows.delete, {"id": row.id})
    with pytest.raises(NotFound):
        run(owner, workflows.get, {"id": row.id})
    run(owner, find("operation.undo"), {"operation_id": done.operation_id})
    assert run(owner, workflows.get, {"id": row.id}).value.published_version == 1
    assert run(owner, versions.version, {"id": row.id, "number": 1}).value.definition["name"] == "Test"


def test_copies_pauses_and_lists(owner: Actor) -> None:
    row = made(owner, [WAIT], publish=True)
    copy = run(owner, workflows.duplicate, {"id": row.id}).value
    assert (copy.name, copy.published_version) == ("Test (copy)", None)
    assert not run(owner, versions.pause, {"id": row.id}).value.is_active
    assert run(owner, versions.resume, {"id": row.id}).value.is_active
    listed = run(owner, workflows.list_, {}).value.items
    assert [line.name for line in listed] == ["Test (copy)", "Test"]
    assert (listed[1].runs, listed[1].success_rate, listed[1].last_runs) == (0, None, [])


def test_the_definitions_of_the_catalogue_are_published_word_for_word(
    owner: Actor, cart: dict[str, Any], onboarding: dict[str, Any]
) -> None:
    for given in (cart, onboarding):
        row = run(owner, workflows.create, {**given, "publish": True}).value
        assert row.published_version == 1
        assert without_ids(row.steps) == given["steps"]


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_ids(part) for name, part in value.items() if name != "id"}
    return [without_ids(part) for part in value] if isinstance(value, list) else value
