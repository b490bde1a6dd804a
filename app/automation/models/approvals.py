"""The table of approvals: questions of runs to people."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlmodel import Field

from app.core.db import HouseRow
from app.core.db.rows import CURRENT_TENANT


class ApprovalState(StrEnum):
    """What became of a question."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def _moment() -> Any:
    return Field(default=None, sa_type=DateTime(timezone=True))


class Approval(HouseRow, table=True):
    """One question of one run, to a member or to all of a role; the first answer counts.

    `escalated_to` is whom it was passed on to: a member's id or the key of a role.
    """

    __tablename__ = "workflow_approvals"
    __table_args__ = (
        Index("workflow_approvals_of_run", "execution_id", "path", unique=True),
        Index("workflow_approvals_waiting", "tenant_id", "id", postgresql_where=text("state = 'waiting'")),
        Index("workflow_approvals_recent", "tenant_id", text("id DESC")),
    )

    tenant_id: UUID = Field(default=None, sa_column_kwargs={"server_default": text(CURRENT_TENANT)}, nullable=False)
    execution_id: UUID
    workflow_id: UUID
    path: str
    title: str
    message: str
    state: str = ApprovalState.WAITING.value
    to_member_id: UUID | None = None
    to_role: str | None = None
    escalated_member_id: UUID | None = None
    escalated_role: str | None = None
    reminded_at: datetime | None = _moment()
    escalated_at: datetime | None = _moment()
    until: datetime | None = _moment()
    answered_at: datetime | None = _moment()
    answered_by: UUID | None = None
    note: str | None = None
