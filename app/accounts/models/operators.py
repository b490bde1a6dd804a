"""What the operator of the installation did: an audit of its own, which each tenant sees as far as it is touched."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from app.core.db import HouseRow


class OperatorAct(HouseRow, table=True):
    """One act of the operator, with the reason given for it."""

    __tablename__ = "operator_act"
    __table_args__ = (Index("operator_act_recent", "created_at"), Index("operator_act_on", "tenant_id", "created_at"))

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    name: str
    act: str
    why: str | None = None
    tenant_id: UUID | None = Field(default=None, foreign_key="tenant.id", ondelete="CASCADE")
