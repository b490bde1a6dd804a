"""Ways to look at a list that people keep under a name."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db import OwnedRow, reference


class SavedView(OwnedRow, table=True):
    """The filters and the order of the list of `noun`; its member's own, or everybody's where `shared`."""

    __tablename__ = "saved_view"
    __table_args__ = (
        reference("member", "member_id", ondelete="cascade"),
        Index("saved_view_by_name", "tenant_id", "member_id", "noun", text("lower(name)"), unique=True),
    )

    member_id: UUID
    noun: str
    name: str
    rules: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    sort: str
    shared: bool = False
