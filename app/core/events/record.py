"""Recording an event beside the change that it tells of."""

from typing import Any

from pydantic_core import to_jsonable_python

from app.core.db import HouseRow, Session, TenantRow
from app.core.events.models import Event

TOPICS = "topics"


def record(session: Session, name: str, row: TenantRow | HouseRow, **payload: Any) -> None:
    """Write the event `name` ("deal.moved") about `row` in this transaction; `payload` must be JSON-able values."""
    operation = session.info.get("operation_id")
    session.add(
        Event(
            name=name,
            record_table=str(row.__tablename__),
            record_id=row.id,
            operation_id=operation,
            payload=to_jsonable_python(payload),
        )
    )
    touch(session, str(row.__tablename__))


def title_of(name: str) -> str:
    """What people read of an event: "deal.moved" is "Deal moved"."""
    return name.replace("_", " ").replace(".", " ").capitalize()


def touch(session: Session, topic: str) -> None:
    """Tell open pages of this tenant, once the transaction commits, that rows of `topic` (a table) changed."""
    session.info.setdefault(TOPICS, set()).add(topic)
