"""How leads come in: scored and assigned on the spot, one or ten thousand in the same few statements."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import col

from app.accounts import allowances
from app.accounts.notifications import notify
from app.core import events, times
from app.core.actor import Actor
from app.core.db import Session
from app.core.events import Event
from app.core.ids import new_id
from app.crm import lead_owners, lead_scores
from app.crm.assignment import Choice
from app.crm.models import Lead, LeadPoint
from app.crm.scoring import Score, scorer


def take_in(session: Session, actor: Actor, leads: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Write new leads with score, ledger, owner and events; a lead that names its `owner_id` keeps that one.

    Returns their ids in the order given.
    """
    if not leads:
        return []
    allowances.check_records(session, len(leads))
    now = times.utc_now()
    scored = scorer(lead_scores.rules(session), now, times.zone(actor.zone))
    made = [{"id": new_id(), "state": "new", "source": "manual", **lead} for lead in leads]
    scores = [scored(lead) for lead in made]
    choices = _choices(session, actor, made)
    rows = [_row(lead, score, choice, now) for lead, score, choice in zip(made, scores, choices, strict=True)]
    _insert(session, rows)
    if ledger := [entry for lead, score in zip(rows, scores, strict=True) for entry in _entries(lead, score)]:
        session.execute(insert(LeadPoint), ledger)
    _tell(session, rows)
    return [row["id"] for row in rows]


def _choices(session: Session, actor: Actor, leads: list[dict[str, Any]]) -> list[Choice]:
    open_ones = [lead for lead in leads if not lead.get("owner_id")]
    found = iter(lead_owners.allot(session, open_ones) if open_ones else [])
    chosen_by = f"Chosen by {actor.name}" if actor.name else "Chosen"
    return [Choice(lead["owner_id"], chosen_by) if lead.get("owner_id") else next(found) for lead in leads]


def _row(lead: dict[str, Any], score: Score, choice: Choice, now: Any) -> dict[str, Any]:
    given = {"owner_id": choice.person_id, "assigned_reason": choice.reason}
    return {
        **lead,
        **given,
        "assigned_at": now if choice.person_id else None,
        "score": score.total,
        "grade": score.grade,
    }


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    # Rows of one executemany must name the same columns; those that stay empty take the column's default.
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(sorted(row)), []).append(row)
    for group in groups.values():
        session.execute(insert(Lead), group)


def _entries(lead: Mapping[str, Any], score: Score) -> list[dict[str, Any]]:
    return lead_scores.entries(lead["id"], score, bool(lead.get("sample")))


def _tell(session: Session, rows: list[dict[str, Any]]) -> None:
    told: list[dict[str, Any]] = []
    for row in rows:
        told.append(_event(session, row, "lead.created", {"source": row["source"], "score": row["score"]}))
        if row["owner_id"]:
            told.append(_event(session, row, "lead.assigned", {"owner": str(row["owner_id"])}))
    session.execute(insert(Event), told)
    events.touch(session, "lead")
    if len(rows) == 1:
        announce(session, rows[0]["id"])


def _event(session: Session, row: Mapping[str, Any], name: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "name": name,
        "record_table": "lead",
        "record_id": row["id"],
        "operation_id": session.info.get("operation_id"),
        "payload": payload,
    }


def announce(session: Session, lead_id: UUID) -> None:
    """Tell the owner of a lead that it is theirs now, and why."""
    found = select(col(Lead.name), col(Lead.owner_id), col(Lead.assigned_reason), col(Lead.sample))
    name, owner_id, reason, sample = session.execute(found.where(col(Lead.id) == lead_id)).one()
    if owner_id and not sample:
        notify(session, owner_id, "lead.assigned", f"New lead: {name}", reason or "", f"/leads/{lead_id}")
