"""The forms of the builder offer what a definition takes, and nothing else."""

import pytest

from app import features
from app.automation.definition.kinds import CASES, COMMON, KINDS, LISTS
from app.automation.definition.settings import Settings
from app.automation.definition.trigger import TriggerConfig
from app.automation.forms.arguments import fields_of
from app.automation.forms.fields import Choice
from app.automation.forms.starting import setting_fields, trigger_forms
from app.automation.forms.steps import action_forms, engine_forms
from app.core.access import GRANTABLE, Permission
from app.core.actions import find
from app.core.actor import Actor, Kind

assert features
FORMS = {form.type: form for form in engine_forms([Choice("welcome", "welcome")], [], [Choice("owner", "owner")])}
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
