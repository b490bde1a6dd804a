"""The action that brings the forms of the builder, and the one that looks a draft over."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.automation import catalogue
from app.automation.definition.checking import Problem, check_raw
from app.automation.definition.checking.house import House
from app.automation.forms.fields import Choice, FormField, StepForm, TriggerForm
from app.automation.forms.named import names_in
from app.automation.forms.paths import paths_in
from app.automation.forms.starting import setting_fields, trigger_forms
from app.automation.forms.steps import action_forms, engine_forms
from app.automation.models.workflows import Workflow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session


@dataclass(frozen=True, slots=True)
class Forms:
    """All that the builder offers: steps, triggers and settings."""

    steps: list[StepForm]
    triggers: list[TriggerForm]
    settings: list[FormField]


@dataclass(frozen=True, slots=True)
class Look:
    """What is wrong with a draft, and the values that templates may use at each step ("*" for all).

    `names` are those of the records that it names by their ids.
    """

    problems: list[Problem]
    paths: dict[str, list[str]]
    names: dict[str, str]


@action("workflow.forms", permission=Permission.WORKFLOWS_READ, effect=Effect.READ, title="Show forms of steps")
def forms(session: Session, actor: Actor) -> Forms:
    """The forms of every step, trigger and setting that this person may use."""
    house = House(session, actor)
    templates = [Choice(name, name) for name in sorted(house.templates)]
    roles = [Choice(role, role) for role in sorted(house.roles)]
    names = session.execute(select(col(Workflow.id), col(Workflow.name)).order_by(col(Workflow.name)).limit(200))
    workflows = [Choice(str(id), name) for id, name in names]
    steps = [*engine_forms(templates, workflows, roles), *action_forms(actor)]
    return Forms(steps, trigger_forms(catalogue.names(), catalogue.NOUNS), setting_fields(workflows))


@action("workflow.look", permission=Permission.WORKFLOWS_READ, effect=Effect.READ, title="Look a draft over")
def look(session: Session, actor: Actor, definition: dict[str, Any]) -> Look:
    """Every problem of a definition, and what its templates may read; nothing is kept."""
    return Look(
        check_raw(session, actor, definition),
        paths_in(session, actor, definition),
        names_in(session, actor, definition),
    )
