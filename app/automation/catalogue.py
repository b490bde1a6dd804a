"""The events that workflows know: those of records with their fields, and posted ones with a sample each."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel, col

from app.automation import facts as known_facts
from app.automation.definition.trigger import ALIASES, canonical
from app.core.db import Session
from app.core.db.derive import is_derived
from app.core.events import Event
from app.core.templates import known_in

NOUNS = ("lead", "contact", "company", "deal", "product", "task", "note")
PAST = ("created", "updated", "deleted")
# What `events.record` is given beside the record itself.
EXTRAS: dict[str, tuple[str, ...]] = {
    "lead.created": ("source", "imported"),
    "lead.converted": ("deal", "contact"),
    "lead.scored": ("score", "before"),
    "lead.moved": ("before", "state"),
    "lead.assigned": ("owner",),
    "deal.moved": ("from_stage", "to_stage"),
    "deal.won": ("amount", "currency"),
    "deal.lost": ("amount", "currency"),
    "task.completed": (),
    "task.reopened": (),
}
HIDDEN = {"tenant_id", "search"}
SEEN = 20


@cache
def samples() -> dict[str, dict[str, Any]]:
    """A sample payload of each posted event that the shipped templates know, by name."""
    text = files("app.automation.gallery").joinpath("events.json").read_text()
    return {line["name"]: line["payload"] for line in json.loads(text)}


@cache
def record_events() -> dict[str, tuple[str, ...]]:
    """The events that records of the house bring, with what each carries beside the record and its changed fields."""
    plain = {f"{noun}.{past}": (("fields",) if past == "updated" else ()) for noun in NOUNS for past in PAST}
    return {**plain, **EXTRAS}


def names() -> list[str]:
    """Every event name that is known before any has happened, with the aliases of the catalogue."""
    found = {*record_events(), *samples(), "user.created", "user.updated", "user.deleted"}
    return sorted(found)


def columns_of(noun: str) -> set[str]:
    """The fields of a record as templates read them, below its noun."""
    table = SQLModel.metadata.tables.get(noun)
    if table is None:
        return set()
    return {c.name for c in table.columns if not is_derived(c) and c.name not in HIDDEN}


def paths_of(session: Session, event: str) -> set[str] | None:
    """The dotted paths that an event of this name brings; None where nothing is known of it."""
    name = canonical(event)
    found: set[str] = set()
    if (extras := record_events().get(name)) is not None:
        noun = name.partition(".")[0]
        roots = {noun, *(alias for alias, stands_for in ALIASES.items() if stands_for == noun)}
        columns = columns_of(noun)
        found = {f"{root}.{column}" for root in roots for column in columns} | {f"{root}.extra.*" for root in roots}
        return found | {f"{extra}.*" for extra in extras}
    if event in samples():
        found |= set(known_in(samples()[event]))
    for payload in _past(session, event):
        found |= set(known_in(payload))
    return found or None


def has_happened(session: Session, event: str) -> bool:
    """Whether an event of this name was ever recorded for this tenant."""
    return bool(_past(session, event, 1))


def _past(session: Session, event: str, limit: int = SEEN) -> list[dict[str, Any]]:
    wanted = select(col(Event.payload)).where(col(Event.name) == canonical(event))
    return list(session.scalars(wanted.order_by(col(Event.created_at).desc()).limit(limit)))


def facts() -> frozenset[str]:
    """The facts that conditions may ask for by name."""
    return frozenset(known_facts.registered_facts())
