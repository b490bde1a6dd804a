"""Acts on many records at once, each a single statement that history and events follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast
from uuid import UUID

from pydantic import Field
from sqlalchemy import CTE, CursorResult, Delete, Update, Uuid, delete, func, insert, literal, select, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Text

from app.core import events, listing
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.events import Event
from app.core.listing import Listing, ListQuery

Ids = Annotated[list[UUID], Field(max_length=10_000)]


@dataclass(frozen=True, slots=True)
class Bulk:
    """How many records were changed."""

    changed: int


def remove(session: Session, of: Listing[Any], ids: Ids | None, query: ListQuery | None) -> Bulk:
    """Delete the records; raises NotFound where none of the ids exists."""
    done = _carry_out(session, of, "deleted", delete(of.table).where(listing.targeted(session, of, ids, query)), {})
    if ids and not done.changed:
        raise NotFound(f"There is no such {of.noun} (any more).")
    return done


def assign(session: Session, of: Listing[Any], ids: Ids | None, query: ListQuery | None, owner_id: UUID | None) -> Bulk:
    """Give the records to a colleague, or to nobody; those that have this owner already are left alone."""
    table = of.table
    change = (
        update(table)
        .where(listing.targeted(session, of, ids, query), table.c.owner_id.is_distinct_from(owner_id))
        .values(owner_id=owner_id)
    )
    return _carry_out(session, of, "updated", change, {"fields": ["owner_id"]})


def tag(
    session: Session,
    of: Listing[Any],
    ids: Ids | None,
    query: ListQuery | None,
    add: Sequence[str] | None,
    remove: Sequence[str] | None,
) -> Bulk:
    """Add tags and take others off; records that stay as they are are left alone."""
    if not add and not remove:
        raise Invalid("Name a tag to add or to remove.", fields={"add": "empty"})
    table = of.table
    tags = _retagged(table.c.tags, add or [], remove or [])
    change = update(table).where(listing.targeted(session, of, ids, query), table.c.tags != tags).values(tags=tags)
    return _carry_out(session, of, "updated", change, {"fields": ["tags"]})


def _retagged(tags: Any, add: Sequence[str], remove: Sequence[str]) -> Any:
    given = func.unnest(tags).table_valued("tag", with_ordinality="place").render_derived(name="given")
    gone = sql_cast([*add, *remove], ARRAY(Text))
    kept = select(given.c.tag).where(given.c.tag != func.all(gone)).order_by(given.c.place).scalar_subquery()
    return func.array_cat(func.array(kept, type_=ARRAY(Text)), sql_cast(list(add), ARRAY(Text)))


def _carry_out(session: Session, of: Listing[Any], verb: str, change: Update | Delete, payload: dict[str, Any]) -> Bulk:
    touched = change.returning(of.table.c.id).cte("touched")
    told = _told(session, of, f"{of.table.name}.{verb}", touched, payload)
    done = session.execute(told, execution_options={"preserve_rowcount": True})
    events.touch(session, of.table.name)
    return Bulk(cast("CursorResult[Any]", done).rowcount)


def _told(session: Session, of: Listing[Any], name: str, touched: CTE, payload: dict[str, Any]) -> Any:
    told = select(
        func.gen_random_uuid(),
        literal(name),
        literal(of.table.name),
        touched.c.id,
        literal(session.info.get("operation_id"), type_=Uuid()),
        literal(payload, type_=JSONB),
    )
    columns = ["id", "name", "record_table", "record_id", "operation_id", "payload"]
    return insert(Event).from_select(columns, told, include_defaults=False)
