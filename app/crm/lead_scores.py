"""The scores of leads: computed by the tenant's rules, kept as a ledger of points with reasons."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert, select
from sqlmodel import col

from app.core import events, listing, times
from app.core.access import Permission
from app.core.actions import Effect, action, together
from app.core.actor import Actor
from app.core.db import Session
from app.core.db.bulk import update_rows
from app.core.errors import NotFound
from app.core.events import Event
from app.core.ids import new_id
from app.core.listing import ListQuery, matching
from app.crm import records
from app.crm.bulk import Bulk
from app.crm.lead_intake import event
from app.crm.listings.leads import LEADS
from app.crm.models import Lead, LeadPoint, ScoreRule
from app.crm.rows.leads import LeadRow, PointRow
from app.crm.scoring import Score, scorer

BATCH = 1000
LEDGER = ("rule", "kind", "points", "reason")


@action("lead.points", permission=Permission.LEADS_READ, effect=Effect.READ, title="Explain lead score")
def points(session: Session, actor: Actor, id: UUID) -> list[PointRow]:
    """The ledger of a lead's score, the most telling line first. Raises NotFound."""
    records.load(session, Lead, id)
    lines = select(LeadPoint).where(col(LeadPoint.lead_id) == id)
    return [
        PointRow(line.id, line.rule, line.kind, line.points, line.reason, line.created_at)
        for line in sorted(session.scalars(lines), key=lambda line: -abs(line.points))
    ]


@action("lead.score", permission=Permission.LEADS_WRITE, effect=Effect.WRITE, title="Score lead")
def score(session: Session, actor: Actor, id: UUID) -> LeadRow:
    """Score one lead by the rules as they stand now, with the reason for every point. Raises NotFound."""
    apply(session, actor, [records.load(session, Lead, id)])
    return listing.one(session, LEADS, id)


@together(score)
def score_many(session: Session, actor: Actor, asked: Sequence[Mapping[str, Any]]) -> list[LeadRow | NotFound]:
    """The same for many leads."""
    leads = records.load_many(session, Lead, [one["id"] for one in asked])
    apply(session, actor, list(leads.values()))
    shown = {row.id: row for row in listing.some(session, LEADS, list(leads))}
    return [shown.get(one["id"]) or records.gone(Lead) for one in asked]


@action("lead.rescore", permission=Permission.LEADS_WRITE, effect=Effect.WRITE, title="Score leads again")
def rescore(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Bulk:
    """Score all leads that match by the rules as they stand now; leads whose score stays are left alone."""
    changed, after = 0, None
    while batch := _next(session, matching(session, LEADS, query), after):
        changed += apply(session, actor, batch)
        after = batch[-1].id
    events.touch(session, "lead")
    return Bulk(changed)


def _next(session: Session, ids: Select[Any], after: UUID | None) -> Sequence[Lead]:
    wanted = select(Lead).where(col(Lead.id).in_(ids)).order_by(col(Lead.id)).limit(BATCH)
    return session.scalars(wanted if after is None else wanted.where(col(Lead.id) > after)).all()


def again(session: Session, actor: Actor, leads: Sequence[Lead]) -> None:
    """Score those of the leads that have a score already; the first one is given by a workflow."""
    apply(session, actor, [lead for lead in leads if lead.grade])


def apply(session: Session, actor: Actor, leads: Sequence[Lead]) -> int:
    """Score these leads in a few statements and rewrite the ledgers of those that change; how many did."""
    scored = scorer(rules(session), times.utc_now(), times.zone(actor.zone))
    found = [(lead, scored(lead.model_dump())) for lead in leads]
    before = _ledgers(session, [lead.id for lead in leads])
    changed = [(lead, score) for lead, score in found if not lead.grade or _lines(score) != before.get(lead.id, [])]
    if not changed:
        return 0
    session.execute(delete(LeadPoint).where(col(LeadPoint.lead_id).in_([lead.id for lead, _ in changed])))
    if ledger := [line for lead, score in changed for line in entries(lead.id, score, lead.sample)]:
        session.execute(insert(LeadPoint), ledger)
    _write(session, [(lead.id, score) for lead, score in changed])
    told = [event(session, lead.id, "lead.scored", score=now.total, before=lead.score) for lead, now in changed]
    session.execute(insert(Event), told)
    events.touch(session, "lead")
    for lead, _ in changed:
        session.expire(lead, ["score", "grade", "version", "updated_at"])
    return len(changed)


def rules(session: Session) -> Sequence[ScoreRule]:
    """The rules that count, in their order."""
    return session.scalars(select(ScoreRule).where(col(ScoreRule.active)).order_by(col(ScoreRule.position))).all()


def entries(lead_id: UUID, score: Score, sample: bool = False) -> list[dict[str, Any]]:
    """The ledger lines of a score as rows to insert."""
    return [
        {**{name: getattr(line, name) for name in LEDGER}, "id": new_id(), "lead_id": lead_id, "sample": sample}
        for line in score.lines
    ]


def _lines(score: Score) -> list[tuple[str, int]]:
    return sorted((line.rule, line.points) for line in score.lines)


def _ledgers(session: Session, lead_ids: list[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    found: dict[UUID, list[tuple[str, int]]] = {}
    kept = select(col(LeadPoint.lead_id), col(LeadPoint.rule), col(LeadPoint.points))
    for lead_id, rule, given in session.execute(kept.where(col(LeadPoint.lead_id).in_(lead_ids))):
        found.setdefault(lead_id, []).append((rule, given))
    return {lead_id: sorted(lines) for lead_id, lines in found.items()}


def _write(session: Session, scores: list[tuple[UUID, Score]]) -> None:
    rows = [{"id": lead_id, "score": score.total, "grade": score.grade} for lead_id, score in scores]
    update_rows(session, Lead.metadata.tables["lead"], rows)
