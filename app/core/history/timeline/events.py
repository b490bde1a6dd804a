"""The events of a record that tell more than its changes do."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import Session
from app.core.events import Event, title_of
from app.core.history.models import Change, Operation
from app.core.history.quiet import told
from app.core.history.rows import Item
from app.core.history.timeline.icons import icon_of
from app.core.history.timeline.sources import Around, source
from app.core.said import said


@source
def happened(session: Session, actor: Actor, around: Around) -> Iterable[Item]:
    """Events whose operation did not change the record itself, and those with a reason to tell."""
    own = exists().where(
        col(Change.tbl) == around.table,
        col(Change.row_id) == around.id,
        col(Change.operation_id) == col(Event.operation_id),
        told(around.table),
    )
    reasoned = col(Event.payload)["reason"].astext.is_not(None)
    same = (col(Operation.tenant_id) == col(Event.tenant_id)) & (col(Operation.id) == col(Event.operation_id))
    query = select(Event, col(Operation.actor_name), col(Operation.member_id)).outerjoin(Operation, same)
    query = query.where(col(Event.tenant_id) == actor.tenant_id, col(Event.record_table) == around.table)
    query = query.where(col(Event.record_id) == around.id, col(Event.created_at) <= around.until, ~own | reasoned)
    rows = session.execute(query.order_by(col(Event.seq).desc()).limit(around.limit))
    return [_item(actor, event, by, member_id) for event, by, member_id in rows]


def _item(actor: Actor, event: Event, by: str | None, member_id: UUID | None) -> Item:
    return Item(
        id=f"event:{event.id}",
        kind="event",
        icon=icon_of(event.name),
        title=said(actor.locale, title_of(event.name)),
        text=said(actor.locale, str(event.payload.get("reason") or "")),
        at=event.created_at,
        by=by or "",
        member_id=member_id,
    )
