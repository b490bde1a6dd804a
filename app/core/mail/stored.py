"""The tenant's own mail templates, and its copies of shipped ones."""

from typing import Any

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.core.db import OwnedRow


class MailTemplate(OwnedRow, table=True):
    """One template; under the name of a shipped one it stands in its place. `variables` are sample values."""

    __tablename__ = "mail_template"
    __table_args__ = (
        UniqueConstraint("tenant_id", "name", name="mail_template_by_name", deferrable=True, initially="IMMEDIATE"),
    )

    name: str
    title: str = ""
    description: str = ""
    subject: str
    preheader: str = ""
    body: str = Field(sa_type=Text)
    form: str = "text"
    plain: str = Field(default="", sa_type=Text)
    variables: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, nullable=False)
    series: str | None = None
    day: int | None = None
    marketing: bool = False
