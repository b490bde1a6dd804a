"""What would become of a lead: its score and its owner by the rules as they stand, without keeping anything."""

from dataclasses import dataclass
from typing import Any, Unpack

from sqlalchemy import select

from app.core import times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.said import Said
from app.crm import lead_owners, lead_scores
from app.crm.assignment import Choice, choose
from app.crm.models import AssignmentPolicy
from app.crm.rows.leads import LeadDetails
from app.crm.rows.values import Name
from app.crm.scoring import scorer


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One rule that gives points."""

    rule: str
    kind: str
    points: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The score a lead would get, where it comes from, and who would get the lead and why (None: the queue)."""

    score: int
    grade: str
    lines: list[PreviewLine]
    owner_name: str | None
    reason: Said


@action("lead.preview", permission=Permission.LEADS_READ, effect=Effect.READ, title="Preview lead score")
def preview(session: Session, actor: Actor, source: Name = "manual", **details: Unpack[LeadDetails]) -> Preview:
    """Score a lead that is not there and tell who would get it; nothing is kept, and nobody's turn is used up."""
    lead: dict[str, Any] = {"name": "", "state": "new", "source": source, **details}
    score = scorer(lead_scores.rules(session), times.utc_now(), times.zone(actor.zone))(lead)
    people = lead_owners.candidates(session)
    choice = _choice(session, lead, people)
    names = {person.id: person.name for person in people}
    lines = [PreviewLine(line.rule, line.kind, line.points) for line in score.lines]
    owner = names[choice.person_id] if choice.person_id else None
    return Preview(score.total, score.grade, sorted(lines, key=lambda line: -line.points), owner, choice.reason)


def _choice(session: Session, lead: dict[str, Any], people: list[Any]) -> Choice:
    policy = session.scalars(select(AssignmentPolicy)).first()
    if policy is not None and not policy.automatic:
        return Choice(None, "Automatic assignment is switched off")
    return choose(lead, people, lead_owners.asked_of(policy))
