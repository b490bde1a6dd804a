"""The table that describes kept files."""

from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field

from app.core.db import TenantRow


class File(TenantRow, table=True):
    """One kept file: `purpose` is "import" or "export", `sha256` the hex digest of its `size` bytes."""

    __tablename__ = "file"
    __table_args__ = (Index("file_recent", "tenant_id", text("created_at DESC"), text("id DESC")),)

    name: str
    media_type: str
    purpose: str
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str
    member_id: UUID | None = None
