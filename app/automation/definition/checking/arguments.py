"""Arguments of an action, held against what it takes."""

from collections.abc import Iterator
from typing import Any, cast

from pydantic import ValidationError

from app.automation.definition.checking.problems import Problem, made
from app.automation.definition.doing import Act
from app.automation.definition.nearness import did_you_mean
from app.core.access import UNGRANTED
from app.core.actions import Action, find, registered
from app.core.actor import Actor
from app.core.errors import NotFound


def of_action(actor: Actor, step: Act) -> Iterator[Problem]:
    """What is wrong with the action a step names, with its arguments, and with the right to it."""
    try:
        action = find(step.action)
    except NotFound:
        hint = did_you_mean(step.action, [known.name for known in registered()])
        yield made(step.id, "action", f"There is no action called {step.action}.{hint}")
        return
    if action.permission in UNGRANTED:
        yield made(step.id, "action", f"“{action.title}” can only be done by a person, not by a workflow.")
    elif not actor.may(action.permission):
        yield made(
            step.id,
            "action",
            f"“{action.title}” needs the permission {action.permission}, which you lack; "
            "ask somebody who has it to publish.",
        )
    yield from _arguments(step, action)


def _arguments(step: Act, action: Action[..., Any]) -> Iterator[Problem]:
    try:
        action.input.model_validate(step.arguments)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            if problem := _problem(
                step, action, str(item["loc"][0]) if item["loc"] else "", cast(dict[str, Any], item)
            ):
                yield problem


def _problem(step: Act, action: Action[..., Any], name: str, item: dict[str, Any]) -> Problem | None:
    field = f"arguments.{'.'.join(str(part) for part in item['loc'])}"
    if item["type"] == "extra_forbidden":
        hint = did_you_mean(name, action.input.model_fields)
        return made(step.id, field, f"“{action.title}” takes no argument {name}.{hint}")
    if item["type"] == "missing" and len(item["loc"]) == 1:
        return made(step.id, field, f"“{action.title}” needs the argument {name}.")
    given = step.arguments.get(name, step.arguments.get(_snake(action, name)))
    if templated(given):
        return None
    return made(step.id, field, f"{name}: {item['msg'].removeprefix('Value error, ')}")


def _snake(action: Action[..., Any], name: str) -> str:
    return next((key for key, info in action.input.model_fields.items() if info.alias == name), name)


def templated(value: object) -> bool:
    """Whether a value holds a template anywhere, so that its type is known only later."""
    if isinstance(value, str):
        return "{{" in value or "{%" in value
    if isinstance(value, dict):
        return any(templated(part) for part in cast(dict[str, object], value).values())
    return isinstance(value, list) and any(templated(part) for part in cast(list[object], value))
