"""The whole check."""

from collections.abc import Mapping
from typing import Any

from app.automation.definition.checking.flow import Flow
from app.automation.definition.checking.house import House
from app.automation.definition.checking.known import Known
from app.automation.definition.checking.problems import Problem, from_refusal, made
from app.automation.definition.checking.steps import of_step
from app.automation.definition.checking.whole import at_start, of_rounds, of_settings, of_trigger
from app.automation.definition.definition import Definition
from app.automation.definition.parse import parse
from app.automation.definition.step import Step
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid


def check(session: Session, actor: Actor, definition: Definition) -> list[Problem]:
    """Everything that is wrong with a workflow that `actor` wants to publish; errors first within a step."""
    house, found = House(session, actor), list[Problem]()
    known = at_start(house, definition)
    found += of_trigger(house, definition, known)
    found += of_settings(house, definition, known)
    if not definition.steps:
        found.append(made(None, "steps", "There is no step yet; add one."))

    def visit(step: Step, here: Known) -> None:
        found.extend(of_step(house, step, here))

    flow = Flow(visit)
    flow.along(definition.steps, known)
    found += [made(step.id, "type", "This step is never reached.", "warning") for step in flow.dead]
    return list(dict.fromkeys([*found, *of_rounds(definition)]))


def check_raw(session: Session, actor: Actor, raw: Mapping[str, Any]) -> list[Problem]:
    """The same for a definition as JSON, with the faults for which it cannot be read."""
    try:
        definition = parse(raw)
    except Invalid as error:
        return from_refusal(error)
    return check(session, actor, definition)
