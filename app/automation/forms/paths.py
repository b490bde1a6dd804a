"""What the templates of each step may read."""

from collections.abc import Mapping
from typing import Any

from app.automation.definition import parse
from app.automation.definition.checking.flow import Flow
from app.automation.definition.checking.house import House
from app.automation.definition.checking.known import Known
from app.automation.definition.checking.whole import at_start
from app.automation.definition.step import Step
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid

MOST = 120


def paths_in(session: Session, actor: Actor, raw: Mapping[str, Any]) -> dict[str, list[str]]:
    """The dotted paths known at each step, by step id; empty where the definition cannot be read."""
    try:
        definition = parse(raw)
    except Invalid:
        return {}
    found: dict[str, list[str]] = {}
    start = at_start(House(session, actor), definition)

    def visit(step: Step, known: Known) -> None:
        found[step.id] = sorted(known.sure | known.maybe)[:MOST]

    Flow(visit).along(definition.steps, start)
    return {"*": sorted(start.sure)[:MOST], **found}
