"""How leads come in: written as they are, one or ten thousand in the same few statements; workflows do the rest."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.accounts import allowances
from app.core import events, times
from app.core.actor import Actor
from app.core.db import Session
from app.core.events import Event
from app.core.ids import new_id
from app.core.said import in_english
from app.crm.lead_news import announce
from app.crm.models import Lead

Row = dict[str, Any]


def take_in(session: Session, actor: Actor, leads: Sequence[Mapping[str, Any]], imported: bool = False) -> list[UUID]:
    """Write new leads with their events, not scored yet; a lead that names its `owner_id` is theirs from the start.

    Returns their ids in the order given.
    """
    if not leads:
        return []
    allowances.check_records(session, len(leads))
    rows: list[Row] = [
        {"id": new_id(), "state": "new", "source": "manual", **lead, **_owned(actor, lead)} for lead in leads
    ]
    insert_leads(session, rows)
    _tell(session, rows, imported)
    return [row["id"] for row in rows]


def _owned(actor: Actor, lead: Mapping[str, Any]) -> Row:
    if not lead.get("owner_id"):
        return {}
    return {
        "assigned_reason": in_english(f"Chosen by {actor.name}") if actor.name else in_english("Chosen"),
        "assigned_at": times.utc_now(),
    }


def insert_leads(session: Session, rows: Sequence[Row]) -> None:
    """Write leads that need not name the same columns; those that stay empty take the column's default."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(sorted(row)), []).append(row)
    for group in groups.values():
        session.execute(insert(Lead), group)


def _tell(session: Session, rows: Sequence[Row], imported: bool) -> None:
    told: list[Row] = []
    for row in rows:
        told.append(event(session, row["id"], "lead.created", source=row["source"], imported=imported))
        if row.get("owner_id"):
            told.append(event(session, row["id"], "lead.assigned", owner=str(row["owner_id"])))
    session.execute(insert(Event), told)
    events.touch(session, "lead")
    if len(rows) == 1:
        announce(session, rows[0]["id"])


def event(session: Session, lead_id: UUID, name: str, **payload: Any) -> Row:
    """An event about a lead as a row to insert beside many others."""
    return {
        "id": new_id(),
        "name": name,
        "record_table": "lead",
        "record_id": lead_id,
        "operation_id": session.info.get("operation_id"),
        "payload": payload,
    }
