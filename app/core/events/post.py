"""Events from outside: about something of which the house holds no record."""

from typing import Any
from uuid import UUID, uuid5

from pydantic_core import to_jsonable_python
from sqlalchemy import Uuid, cast, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.db import Session
from app.core.events.models import Event
from app.core.events.record import touch
from app.core.ids import new_id

TABLE = "posted"
KEYED = text("key IS NOT NULL")
SPACE = UUID("2f0b3c4e-5d0b-4b7a-9b55-6a6b1f8c7d01")


def post(
    session: Session, name: str, payload: dict[str, Any], *, subject: str | None = None, key: str | None = None
) -> Event:
    """Record the event `name` in this transaction; the same `key` of a tenant brings the same event, never a second.

    Events of one `subject` ("order:1017") are handed on in order; without one each stands for itself.
    """
    session.flush()
    about = uuid5(SPACE, named) if (named := subject or key) else new_id()
    fresh = insert(Event).values(
        id=new_id(),
        name=name,
        record_table=TABLE,
        record_id=about,
        operation_id=session.info.get("operation_id"),
        payload=to_jsonable_python(payload),
        key=f"{name}:{key}" if key else None,
    )
    fresh = fresh.on_conflict_do_nothing(index_elements=["tenant_id", "key"], index_where=KEYED).returning(Event)
    made = session.scalars(fresh).first()
    if made is None:
        tenant = func.nullif(func.current_setting("app.tenant_id", True), "")
        mine = col(Event.tenant_id) == cast(tenant, Uuid)
        return session.scalars(select(Event).where(mine, col(Event.key) == f"{name}:{key}")).one()
    touch(session, TABLE)
    return made
