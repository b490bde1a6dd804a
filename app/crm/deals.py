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
from app.core.files import FileRow
from app.core.listing import Count, ListQuery, Page
from app.crm import bulk, exports, pipelines, records
from app.crm.bulk import Bulk, Ids
from app.crm.exports import Format
from app.crm.listings.deals import DEALS
from app.crm.models import Deal, Stage, StageKind
from app.crm.rows.deals import DealChanges, DealDetails, DealRow
from app.crm.rows.values import Name, Tags

READ, WRITE = Permission.DEALS_READ, Permission.DEALS_WRITE


@action("deal.list", permission=READ, effect=Effect.READ, title="List deals", palette="/deals/list")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[DealRow]:
    """A page of deals, newest first unless told otherwise."""
    return listing.page(session, DEALS, query)


@action("deal.count", permission=READ, effect=Effect.READ, title="Count deals")
def count(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Count:
    """How many deals match, counted up to 10,000."""
    return listing.count(session, DEALS, query)


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


@action("deal.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete deals")
def delete(session: Session, actor: Actor, ids: Ids | None = None, query: ListQuery | None = None) -> Bulk:
    """Delete the named deals, or all that match the query; undo brings them back."""
    return bulk.remove(session, DEALS, ids, query)


@action("deal.assign", permission=WRITE, effect=Effect.WRITE, title="Give deals an owner")
def assign(
    session: Session, actor: Actor, owner_id: UUID | None, ids: Ids | None = None, query: ListQuery | None = None
) -> Bulk:
    """Give deals to a colleague, or to nobody."""
    return bulk.assign(session, DEALS, ids, query, owner_id)


@action("deal.tag", permission=WRITE, effect=Effect.WRITE, title="Tag deals")
def tag(
    session: Session,
    actor: Actor,
    add: Tags | None = None,
    remove: Tags | None = None,
    ids: Ids | None = None,
    query: ListQuery | None = None,
) -> Bulk:
    """Add tags to deals and take others off."""
    return bulk.tag(session, DEALS, ids, query, add, remove)


@action("deal.export", permission=Permission.EXPORTS_READ, effect=Effect.WRITE, title="Export deals")
def export(session: Session, actor: Actor, query: ListQuery = ListQuery(), format: Format = "csv") -> FileRow:
    """All matching deals as a CSV or Excel file in which no cell can be a formula."""
    return exports.export(session, actor, DEALS, READ, query, format)


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
