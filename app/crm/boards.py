"""The deal board: lanes of cards with their sums, read in a few statements whatever the number of deals."""

from collections import defaultdict
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, and_, func, lateral, select, true
from sqlmodel import col

from app.accounts.models import Member
from app.core import times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.listing import ListQuery
from app.core.listing.where import condition
from app.crm import pipelines
from app.crm.forecast import weighted
from app.crm.listings.deals import DEALS
from app.crm.models import Company, Deal, Stage, StageKind
from app.crm.rotting import rotting
from app.crm.rows.boards import Board, Card, Lane, LaneSums, Part, Sum
from app.crm.rows.pipelines import PipelineRow, StageRow

READ = Permission.DEALS_READ
FIRST = 50


@action("deal.board", permission=READ, effect=Effect.READ, title="Show deal board", palette="/deals")
def board(session: Session, actor: Actor, pipeline_id: UUID | None = None, query: ListQuery = ListQuery()) -> Board:
    """A pipeline's lanes with the sums of all deals that match the filter of `query`, and their first 50 cards."""
    pipeline = pipelines.get(session, actor, pipeline_id)
    where = condition(session, DEALS, query.where)
    sums = _sums(session, col(Deal.pipeline_id) == pipeline.id, where)
    cards = _cards(session, actor, pipeline, where)
    lanes = [_lane(stage, sums[stage.id], cards[stage.id]) for stage in pipeline.stages]
    return Board(pipeline.id, pipeline.name, lanes)


@action("deal.cards", permission=READ, effect=Effect.READ, title="Show more cards of a stage")
def more(session: Session, actor: Actor, stage_id: UUID, after_id: UUID, query: ListQuery = ListQuery()) -> list[Card]:
    """The next 50 cards of a stage below the card `after_id`. Raises NotFound."""
    at = session.execute(select(col(Deal.rank), col(Deal.id)).where(col(Deal.id) == after_id)).first()
    if at is None:
        raise NotFound("There is no such deal (any more).")
    below = (col(Deal.rank) > at.rank) | ((col(Deal.rank) == at.rank) & (col(Deal.id) > at.id))
    where = condition(session, DEALS, query.where)
    found = _dressed(select(Deal).where(*_in_stage(col(Deal.stage_id) == stage_id, where), below), FIRST)
    return [_card(actor, *line) for line in session.execute(found)]


@action("deal.lanes", permission=READ, effect=Effect.READ, title="Show sums of stages")
def lanes(
    session: Session,
    actor: Actor,
    stage_ids: Annotated[list[UUID], Field(max_length=100)],
    card_id: UUID | None = None,
    query: ListQuery = ListQuery(),
) -> Part:
    """The sums of these stages over all deals that match the filter of `query`, and one card where it is named."""
    where = condition(session, DEALS, query.where)
    sums = _sums(session, col(Deal.stage_id).in_(stage_ids), where)
    found = session.execute(_dressed(select(Deal).where(col(Deal.id) == card_id), 1)).first() if card_id else None
    told = [LaneSums(stage_id, sum(part.count for part in sums[stage_id]), sums[stage_id]) for stage_id in stage_ids]
    return Part(told, _card(actor, *found) if found else None)


def _sums(
    session: Session, which: ColumnElement[bool], where: ColumnElement[bool] | None
) -> defaultdict[UUID, list[Sum]]:
    amount: Any = func.coalesce(func.sum(col(Deal.amount)), 0)
    stage = and_(col(Stage.tenant_id) == Deal.tenant_id, col(Stage.id) == Deal.stage_id)
    counted = (
        select(col(Deal.stage_id), col(Stage.probability), col(Deal.currency), func.count(), amount)
        .join(Stage, stage)
        .where(*_in_stage(which, where))
        .group_by(col(Deal.stage_id), col(Stage.probability), col(Deal.currency))
        .order_by(func.count().desc())
    )
    found: defaultdict[UUID, list[Sum]] = defaultdict(list)
    for stage_id, chance, currency, count, total in session.execute(counted):
        found[stage_id].append(Sum(currency, count, total, weighted(total, chance)))
    return found


def _cards(
    session: Session, actor: Actor, pipeline: PipelineRow, where: ColumnElement[bool] | None
) -> dict[UUID, list[Card]]:
    cut = _ranked(select(col(Deal.id)).where(*_in_stage(col(Deal.stage_id) == col(Stage.id), where)), FIRST)
    of_stage = lateral(cut.correlate(Stage)).alias("of_stage")
    lanes = select(of_stage.c.id).select_from(Stage).join(of_stage, true()).where(col(Stage.pipeline_id) == pipeline.id)
    found: dict[UUID, list[Card]] = defaultdict(list)
    for line in session.execute(_dressed(select(Deal).where(col(Deal.id).in_(lanes)), None)):
        card = _card(actor, *line)
        found[card.stage_id].append(card)
    return found


def _in_stage(which: ColumnElement[bool], where: ColumnElement[bool] | None) -> list[ColumnElement[bool]]:
    return [which] if where is None else [which, where]


def _ranked(deals: Any, limit: int | None) -> Any:
    ordered = deals.order_by(col(Deal.rank), col(Deal.id))
    return ordered.limit(limit) if limit else ordered


def _dressed(deals: Any, limit: int | None) -> Any:
    # with_only_columns keeps the conditions; the names come from outer joins so that a deal without one still shows.
    company = and_(col(Company.tenant_id) == Deal.tenant_id, col(Company.id) == Deal.company_id)
    owner = and_(col(Member.tenant_id) == Deal.tenant_id, col(Member.id) == Deal.owner_id)
    stage = and_(col(Stage.tenant_id) == Deal.tenant_id, col(Stage.id) == Deal.stage_id)
    joined = deals.join(Stage, stage).outerjoin(Company, company).outerjoin(Member, owner)
    return _ranked(joined.with_only_columns(Deal, Stage, col(Company.name), col(Member.name)), limit)


def _card(actor: Actor, deal: Deal, stage: Stage, company: str | None, owner: str | None) -> Card:
    return Card(
        id=deal.id,
        name=deal.name,
        stage_id=deal.stage_id,
        amount=deal.amount,
        currency=deal.currency,
        company_name=company,
        owner_id=deal.owner_id,
        owner_name=owner,
        next_step=deal.next_step,
        expected_on=deal.expected_on,
        closed_at=deal.closed_at,
        version=deal.version,
        rotting=_reasons(actor, deal, stage),
    )


def _reasons(actor: Actor, deal: Deal, stage: Stage) -> tuple[str, ...]:
    if stage.kind != StageKind.OPEN:
        return ()
    zone = times.zone(actor.zone)
    return rotting(times.utc_now(), zone, deal.active_at, deal.expected_on, stage.rots_after_days)


def _lane(stage: StageRow, sums: list[Sum], cards: list[Card]) -> Lane:
    count = sum(part.count for part in sums)
    return Lane(stage.id, stage.name, stage.kind, stage.probability, count, sums, cards, count > len(cards))
