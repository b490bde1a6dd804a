"""The table that describes kept files."""

from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from app.core.db import TenantRow


class File(TenantRow, table=True):
    """One kept file: `purpose` is "import", "export", "report", "image" or "portrait".

    `sha256` is the hex digest of its `size` bytes; who reads it must hold the permissions `needs`.
    """

    __tablename__ = "file"
    __table_args__ = (Index("file_recent", "tenant_id", text("created_at DESC"), text("id DESC")),)

    name: str
    media_type: str
    purpose: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str
    member_id: UUID | None = None
    needs: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
