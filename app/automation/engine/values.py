"""What the templates of a step come to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from dateutil.parser import isoparse

from app.automation.definition import span
from app.core import templates
from app.core.errors import Invalid

MARKS = ("{{", "{%")
WHO = ("user", "contact", "lead", "customer", "recipient", "member")


def filled(value: Any, scope: Mapping[str, Any]) -> Any:
    """The value with all its templates evaluated; what holds none is given back as it is. Raises Invalid."""
    return templates.evaluate(value, scope) if templated(value) else value


def templated(value: Any) -> bool:
    """Whether a value holds a template anywhere."""
    if isinstance(value, str):
        return "{{" in value or "{%" in value
    if isinstance(value, dict):
        return any(map(templated, cast(dict[str, Any], value).values()))
    return isinstance(value, list) and any(map(templated, cast(list[Any], value)))


def listed(source: Any, scope: Mapping[str, Any], limit: int) -> list[Any]:
    """The items of a loop: a list, a template that gives one, or a dotted path. Raises Invalid."""
    found = filled(source, scope) if not isinstance(source, str) or templated(source) else templates.read(source, scope)
    if isinstance(found, Mapping):
        found = [{"key": key, "value": held} for key, held in cast(Mapping[str, Any], found).items()]
    if not isinstance(found, list | tuple):
        raise Invalid(f"{source!r} is no list.", fields={"items": "no list"})
    items = list(cast(list[Any], found))
    if len(items) > limit:
        raise Invalid(f"There are {len(items)} items; the loop takes {limit} at most.", fields={"items": "too many"})
    return items


def moment(text: Any, scope: Mapping[str, Any]) -> datetime:
    """The moment that a template or text names; one without a zone is in UTC. Raises Invalid."""
    found = filled(text, scope)
    try:
        at = found if isinstance(found, datetime) else isoparse(str(found).strip())
    except ValueError:
        raise Invalid(
            f"{str(found)[:60]!r} is no moment; write 2026-05-01T09:00.", fields={"until": "no time"}
        ) from None
    if at.tzinfo is None:
        zone = scope.get("_zone")
        at = at.replace(tzinfo=zone) if zone else at.astimezone()
    return at


def length(text: str, scope: Mapping[str, Any]) -> Any:
    """The length of time that a text or template names; raises Invalid."""
    return span(str(filled(text, scope)))


def recipient(scope: Mapping[str, Any]) -> str:
    """The address of the one whom a run is about; raises Invalid where it knows none."""
    for name in WHO:
        if address := _address(scope.get(name)):
            return address
    for held in scope.values():
        if isinstance(held, Mapping) and (address := _address(held) or _nested(cast(Mapping[str, Any], held))):
            return address
    raise Invalid("Nobody with an address stands in this run; fill in `to`.", fields={"to": "is missing"})


def _nested(held: Mapping[str, Any]) -> str | None:
    return next((found for name in WHO if (found := _address(held.get(name)))), None)


def _address(held: Any) -> str | None:
    found = cast(Mapping[str, Any], held).get("email") if isinstance(held, Mapping) else None
    return found if isinstance(found, str) and "@" in found else None
