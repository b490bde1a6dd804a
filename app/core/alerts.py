"""Figures that left their bounds: raised once, and again only after they came back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlmodel import Field, col

from app.core.db import HouseRow, Session
from app.core.db.rows import CURRENT_TENANT
from app.core.events import record
from app.core.ids import new_id

STANDING = text("cleared_at IS NULL")


class Alert(HouseRow, table=True):
    """One figure of one tenant that left its bounds; it stands until it is cleared."""

    __tablename__ = "alert"
    __table_args__ = (Index("alert_standing", "tenant_id", "name", unique=True, postgresql_where=STANDING),)

    tenant_id: UUID = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)}, nullable=False)
    name: str
    title: str
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    link: str = ""
    cleared_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType]


def raise_alert(session: Session, name: str, title: str, body: str, link: str, **values: Any) -> bool:
    """Raise the alert `name` ("jobs.backup") of this session's tenant, unless it stands; returns whether it is new.

    A new one records the event `alert.raised`, of which the owners and admins hear.
    """
    fresh = insert(Alert).values(id=new_id(), name=name, title=title, values=values, link=link)
    fresh = fresh.on_conflict_do_nothing(index_elements=["tenant_id", "name"], index_where=STANDING)
    made = session.scalars(fresh.returning(Alert)).first()
    if made is None:
        return False
    record(session, "alert.raised", made, alert=name, title=title, body=body, link=link, **values)
    return True


def clear_alert(session: Session, name: str) -> bool:
    """Note that the figure is within its bounds again; records `alert.cleared` where the alert stood."""
    standing = update(Alert).where(STANDING, col(Alert.name) == name).values(cleared_at=func.now())
    cleared = session.scalars(standing.returning(Alert), execution_options={"synchronize_session": False}).first()
    if cleared is None:
        return False
    record(session, "alert.cleared", cleared, alert=name)
    return True


def standing(session: Session, prefix: str) -> set[tuple[UUID, str]]:
    """Which alerts whose names begin so stand, by tenant; needs a house session."""
    named = col(Alert.name).startswith(prefix, autoescape=True)
    found = session.execute(select(col(Alert.tenant_id), col(Alert.name)).where(STANDING, named))
    return {(tenant, name) for tenant, name in found}
