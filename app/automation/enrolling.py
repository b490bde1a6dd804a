"""Whether an event would start a workflow: its filter and the rules of enrolment, without looking at limits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.automation.definition import Definition, span
from app.automation.definition.conditions import holds

FILTERED, NOT_WANTED, ALREADY, TOO_SOON = "the trigger's filter", "the enrolment rule", "took part already", "too soon"


def refusal(
    definition: Definition, scope: Mapping[str, Any], last: datetime | None, at: datetime, zone: ZoneInfo
) -> str | None:
    """Why the event at moment `at` would start nothing, or None; `last` is when its record last took part."""
    config, enrolment = definition.trigger_config, definition.settings.enrolment
    if config.filter is not None and not holds(config.filter, scope, at, zone):
        return FILTERED
    if enrolment.when is not None and not holds(enrolment.when, scope, at, zone):
        return NOT_WANTED
    if last is None or enrolment.mode == "always":
        return None
    if enrolment.mode == "once":
        return ALREADY
    return TOO_SOON if enrolment.again_after and at < last + span(enrolment.again_after) else None


class Enrolled:
    """When each record last took part, for events gone through in order."""

    def __init__(self) -> None:
        self.last: dict[UUID, datetime] = {}

    def take(
        self, definition: Definition, scope: Mapping[str, Any], record: UUID, at: datetime, zone: ZoneInfo
    ) -> str | None:
        """Why this event would start nothing, or None, which is kept."""
        reason = refusal(definition, scope, self.last.get(record), at, zone)
        if reason is None:
            self.last[record] = at
        return reason
