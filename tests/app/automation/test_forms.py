"""The forms of the builder offer what a definition takes, and nothing else."""

import pytest

from app import features
from app.automation.definition.kinds import CASES, COMMON, KINDS, LISTS
from app.automation.definition.settings import Settings
from app.automation.definition.trigger import TriggerConfig
from app.automation.forms import actions as forms
from app.automation.forms.arguments import fields_of
from app.automation.forms.fields import Choice
from app.automation.forms.starting import setting_fields, trigger_forms
from app.automation.forms.steps import action_forms, engine_forms
from app.core.access import GRANTABLE, Permission
from app.core.actions import find, run
from app.core.actor import Actor, Kind

assert features
FORMS = {form.type: form for form in engine_forms([Choice("welcome", "welcome")], [], [Choice("owner", "owner")])}
# What has no name to look for it by: files, jobs, keys, rows of a log.
NAMELESS = {
    *("file", "job", "mail", "effect", "data", "content", "card", "import", "invitation", "operation", "key", "note"),
    *("analytics_source", "notification", "saved_view", "score_rule", "social_connector", "webhook_delivery", ""),
}
# Written by hand into the step's own form, or shown as lanes.
LANES = {name for names in [*LISTS.values(), *CASES.values()] for name in names}


def wire_names(model: type) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"action"}))
def test_every_field_of_a_step_is_offered_and_no_other(kind: str) -> None:
    offered = {field.name.split(".")[0] for field in FORMS[kind].fields}
    assert offered == wire_names(KINDS[kind]) - COMMON - LANES | (offered & {"timeout"})


def test_settings_and_triggers_name_real_fields() -> None:
    settings = {field.name.split(".")[0] for field in setting_fields([])}
    assert settings == wire_names(Settings)
    offered = {field.name for form in trigger_forms(["lead.created"], ["lead"]) for field in form.fields}
    assert offered <= wire_names(TriggerConfig)


def test_actions_are_offered_only_to_those_who_may() -> None:
    everything = Actor(kind=Kind.MEMBER, permissions=GRANTABLE)
    named = {form.action for form in action_forms(everything)}
    assert {"task.create", "lead.create"} <= named
    assert not any(name and name.startswith(("session.", "workflow.")) for name in named)
    reader = Actor(kind=Kind.MEMBER, permissions=frozenset({Permission.TASKS_READ}))
    offered = {form.action for form in action_forms(reader)}
    assert "task.count" in offered
    assert not {"task.create", "lead.count"} & offered


def test_an_actions_fields_come_from_its_schema() -> None:
    fields = {field.name: field for field in fields_of(find("task.create"))}
    assert fields["arguments.title"].required
    assert all(field.title[0].isupper() for field in fields.values())


def test_an_argument_that_names_a_record_is_chosen_by_its_name() -> None:
    def asked(action: str) -> dict[str, tuple[str, str, bool]]:
        fields = fields_of(find(action))
        return {f.name.partition(".")[2]: (f.record, f.record_by, f.many) for f in fields if f.kind == "record"}

    assert asked("deal.move") | {"beforeId": (), "afterId": ()} == {
        "id": ("deal", "", False),
        "stageId": ("stage", "", False),
        "beforeId": (),
        "afterId": (),
    }
    assert asked("lead.assign") == {"ids": ("lead", "", True), "ownerId": ("member", "", False)}
    assert asked("note.create") == {"subjectId": ("", "arguments.subjectTable", False)}
    assert asked("content.generate") == {"promptId": ("prompt", "", False)}
    assert asked("deal.create")["productId"] == ("product", "", False)
    whom = {field.name: field.record for field in FORMS["approval"].fields if field.kind == "record"}
    assert whom == {"to.member": "member"}


def test_only_ids_of_what_nobody_looks_for_by_name_are_bare_text() -> None:
    everything = Actor(kind=Kind.MEMBER, permissions=GRANTABLE)
    bare: set[str] = set()
    for form in action_forms(everything):
        schema = find(form.action or "").input.model_json_schema(by_alias=True)["properties"]
        for field in form.fields:
            part = schema[field.name.partition(".")[2]]
            if "'uuid'" in str(part) and field.kind != "record":
                bare.add(part.get("x-record", ""))
    assert bare <= NAMELESS


def test_a_draft_tells_the_names_of_the_records_in_it(owner: Actor, other: Actor) -> None:
    mine, theirs = (run(actor, find("company.create"), {"name": "Acme"}).value for actor in (owner, other))
    steps = [
        {"type": "task.create", "arguments": {"title": "Call", "companyId": str(mine.id), "lead_id": "{{ lead.id }}"}},
        {"type": "task.create", "arguments": {"title": "Call", "company_id": str(theirs.id)}},
        {"type": "note.create", "arguments": {"subject_table": "company", "subject_id": str(mine.id), "body": "x"}},
        {"type": "approval", "to": {"member": str(owner.member_id)}, "message": "Well?"},
        {"type": "sendEmail", "onError": {"steps": [{"type": "lead.tag", "arguments": {"ids": "{{ lead.id }}"}}]}},
    ]
    look = run(owner, forms.look, {"definition": {"name": "N", "triggerType": "manual", "steps": steps}}).value
    assert look.names == {str(mine.id): "Acme", str(owner.member_id): owner.name}
