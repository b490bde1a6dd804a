"""Pictures that were made from uploaded ones."""

from uuid import UUID

from sqlalchemy import Index, text

from app.core.db import TenantRow, reference


class Image(TenantRow, table=True):
    """One picture made from another: `variant` is "full" or "thumbnail", width and height in pixels."""

    __tablename__ = "image"
    __table_args__ = (
        Index("image_of_source", "tenant_id", "source_id", text("id DESC")),
        reference("file", "source_id", ondelete="cascade"),
        reference("file", "file_id", ondelete="cascade"),
    )

    source_id: UUID
    file_id: UUID
    variant: str
    format: str
    width: int
    height: int
    job_id: UUID | None = None
