"""Leads of the sample as they stand after a while: scored and given by the house's own rules, without any run."""

from collections.abc import Sequence
from typing import Any

from app.core import times
from app.core.actor import Actor
from app.core.db import Session
from app.crm import lead_owners, lead_scores
from app.crm.assignment import Choice
from app.crm.demo.records import Values
from app.crm.scoring import scorer

Row = dict[str, Any]


def ready(session: Session, actor: Actor, leads: Sequence[Values]) -> tuple[list[Row], list[Row]]:
    """The leads with score and owner, and the ledger of their scores, as rows to insert."""
    scored = scorer(lead_scores.rules(session), times.utc_now(), times.zone(actor.zone))
    rows: list[Row] = []
    ledger: list[Row] = []
    for lead, choice in zip(leads, _choices(session, leads), strict=True):
        score = scored(lead)
        given = {"owner_id": choice.person_id, "assigned_reason": choice.reason}
        at = times.utc_now() if choice.person_id else None
        rows.append({**lead, **given, "assigned_at": at, "score": score.total, "grade": score.grade})
        ledger += lead_scores.entries(lead["id"], score, sample=True)
    return rows, ledger


def _choices(session: Session, leads: Sequence[Values]) -> list[Choice]:
    found = iter(lead_owners.allot(session, [lead for lead in leads if not lead.get("owner_id")]))
    return [Choice(lead["owner_id"], "Chosen") if lead.get("owner_id") else next(found) for lead in leads]
