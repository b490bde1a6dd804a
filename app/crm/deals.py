"""Deals: the sales under way, won and lost."""

from decimal import Decimal
from typing import Any, Unpack
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core import listing, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.listing import ListQuery, Page
from app.crm import pipelines, records
from app.crm.list_actions import ListActions
from app.crm.listings.deals import DEALS
from app.crm.models import Deal, Stage, StageKind
from app.crm.rows.deals import DealChanges, DealDetails, DealRow
from app.crm.rows.values import Name

READ, WRITE = Permission.DEALS_READ, Permission.DEALS_WRITE
ACTIONS = ListActions(DEALS, READ, WRITE, "deals")
count = ACTIONS.count()
delete = ACTIONS.delete()
assign = ACTIONS.assign()
tag = ACTIONS.tag()
export = ACTIONS.export()


@action("deal.list", permission=READ, effect=Effect.READ, title="List deals", palette="/deals/list")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[DealRow]:
    """A page of deals, newest first unless told otherwise."""
    return listing.page(session, DEALS, query)


@action("deal.get", permission=READ, effect=Effect.READ, title="Show deal")
def get(session: Session, actor: Actor, id: UUID) -> DealRow:
    """One deal. Raises NotFound."""
    return listing.one(session, DEALS, id)


@action("deal.create", permission=WRITE, effect=Effect.WRITE, title="Create deal", palette="/deals")
def create(
    session: Session,
    actor: Actor,
    name: Name,
    pipeline_id: UUID | None = None,
    stage_id: UUID | None = None,
    **details: Unpack[DealDetails],
) -> DealRow:
    """A new deal on top of its stage: the first open one of the first pipeline where nothing else is named."""
    stage = starting_stage(session, actor, pipeline_id, stage_id)
    values = _priced(actor, {"currency": None, **records.with_owner(actor, details)})
    deal = Deal(name=name, pipeline_id=stage.pipeline_id, stage_id=stage.id, rank=top(session, stage.id), **values)
    if stage.kind != StageKind.OPEN:
        deal.closed_at = times.utc_now()
    records.add(session, deal)
    return listing.one(session, DEALS, deal.id)


@action("deal.update", permission=WRITE, effect=Effect.WRITE, title="Edit deal")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[DealChanges]
) -> DealRow:
    """Change the given fields only. Raises Conflict when somebody else has changed the deal since `version`."""
    records.change(session, Deal, id, version, {**_priced(actor, changes), "active_at": times.utc_now()})
    return listing.one(session, DEALS, id)


def starting_stage(session: Session, actor: Actor, pipeline_id: UUID | None, stage_id: UUID | None) -> Stage:
    """The stage named, or the first open one of the pipeline named, or of the first pipeline; raises NotFound."""
    if stage_id is not None:
        stage = records.load(session, Stage, stage_id)
        if pipeline_id not in (None, stage.pipeline_id):
            raise Invalid("This stage belongs to another pipeline.", fields={"stage_id": "not of this pipeline"})
        return stage
    stages = pipelines.get(session, actor, pipeline_id).stages
    chosen = next((stage.id for stage in stages if stage.kind == StageKind.OPEN), stages[0].id)
    return records.load(session, Stage, chosen)


def top(session: Session, stage_id: UUID) -> Decimal:
    """A rank above all deals of the stage."""
    first = session.scalar(select(func.min(col(Deal.rank))).where(col(Deal.stage_id) == stage_id))
    return (first or Decimal(0)) - 1


def _priced(actor: Actor, values: Any) -> dict[str, Any]:
    return {**values, "currency": values.get("currency") or actor.currency} if "currency" in values else dict(values)
