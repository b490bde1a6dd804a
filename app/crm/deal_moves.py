"""Deals on their way through the stages."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlmodel import col

from app.core import events, listing, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid
from app.crm import records
from app.crm.deals import top
from app.crm.listings.deals import DEALS
from app.crm.models import Deal, Stage, StageKind
from app.crm.rows.deals import DealRow
from app.crm.rows.values import Line

WRITE = Permission.DEALS_WRITE


@action("deal.move", permission=WRITE, effect=Effect.WRITE, title="Move deal")
def move(
    session: Session,
    actor: Actor,
    id: UUID,
    stage_id: UUID,
    before_id: UUID | None = None,
    after_id: UUID | None = None,
    lost_reason: Line = None,
) -> DealRow:
    """Move a deal to another stage of its own pipeline, or within its stage.

    It comes to stand above `before_id` or below `after_id`, else on top. A stage that closes sets the day of closing,
    an open one takes it back. Raises NotFound, and Invalid for a stage of another pipeline.
    """
    deal, stage = _both(session, id, stage_id)
    if stage.pipeline_id != deal.pipeline_id:
        raise Invalid("A deal moves within its own pipeline only.", fields={"stage_id": "a stage of another pipeline"})
    left = deal.stage_id
    deal.rank = _rank(session, stage_id, before_id, after_id)
    if left != stage_id:
        _enter(deal, stage, lost_reason)
    session.flush()
    events.record(session, "deal.moved", deal, from_stage=left, to_stage=stage_id)
    if left != stage_id and stage.kind != StageKind.OPEN:
        events.record(session, f"deal.{stage.kind}", deal, amount=deal.amount, currency=deal.currency)
    return listing.one(session, DEALS, id)


@action("deal.win", permission=WRITE, effect=Effect.WRITE, title="Win deal")
def win(session: Session, actor: Actor, id: UUID) -> DealRow:
    """Move a deal to the stage of its pipeline that counts as won. Raises Conflict where there is none."""
    return move(session, actor, id, _closing(session, id, StageKind.WON))


@action("deal.lose", permission=WRITE, effect=Effect.WRITE, title="Lose deal")
def lose(session: Session, actor: Actor, id: UUID, reason: Line = None) -> DealRow:
    """Move a deal to the stage of its pipeline that counts as lost, with the reason. Raises Conflict where none is."""
    return move(session, actor, id, _closing(session, id, StageKind.LOST), lost_reason=reason)


def _both(session: Session, deal_id: UUID, stage_id: UUID) -> tuple[Deal, Stage]:
    # One trip for what is found nearly always; `load` tells what is wrong otherwise.
    mine = and_(col(Stage.tenant_id) == Deal.tenant_id, col(Stage.pipeline_id) == Deal.pipeline_id)
    both = select(Deal, Stage).join(Stage, mine).where(col(Deal.id) == deal_id, col(Stage.id) == stage_id)
    if found := session.execute(both.with_for_update(key_share=True)).first():
        return found[0], found[1]
    return records.load(session, Deal, deal_id), records.load(session, Stage, stage_id)


def _enter(deal: Deal, stage: Stage, lost_reason: str | None) -> None:
    now = times.utc_now()
    deal.stage_id, deal.stage_since, deal.active_at = stage.id, now, now
    deal.closed_at = None if stage.kind == StageKind.OPEN else deal.closed_at or now
    deal.lost_reason = lost_reason if stage.kind == StageKind.LOST else None


def _closing(session: Session, deal_id: UUID, kind: StageKind) -> UUID:
    deal = records.load(session, Deal, deal_id)
    mine = select(col(Stage.id)).where(col(Stage.pipeline_id) == deal.pipeline_id, col(Stage.kind) == kind.value)
    found = session.scalar(mine.order_by(col(Stage.position)).limit(1))
    if found is None:
        raise Conflict(f"This pipeline has no stage that counts as {kind.value}; add one in its settings.")
    return found


def _rank(session: Session, stage_id: UUID, before_id: UUID | None, after_id: UUID | None) -> Decimal:
    neighbour = before_id or after_id
    if neighbour is None:
        return top(session, stage_id)
    at = _ranks(stage_id, col(Deal.rank)).where(col(Deal.id) == neighbour).scalar_subquery()
    other, step = (func.max(col(Deal.rank)), -1) if before_id else (func.min(col(Deal.rank)), 1)
    beyond = _ranks(stage_id, other).where(col(Deal.rank) < at if before_id else col(Deal.rank) > at)
    here, there = session.execute(select(at, beyond.scalar_subquery())).one()
    if here is None:
        return top(session, stage_id)
    return here + step if there is None else (here + there) / 2


def _ranks(stage_id: UUID, what: Any) -> Select[Any]:
    return select(what).where(col(Deal.stage_id) == stage_id)
