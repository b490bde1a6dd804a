"""The pictures of people, and the logo of the organisation."""

from uuid import UUID

from sqlalchemy import Index

from app.core.db import OwnedRow, reference


class Picture(OwnedRow, table=True):
    """The picture of a member, or the organisation's logo where `member_id` is None.

    `file_id` is what is shown; `job_id` the job that makes another one, `error` why the last could not be made.
    """

    __tablename__ = "picture"
    __table_args__ = (
        Index("picture_of", "tenant_id", "member_id", unique=True, postgresql_nulls_not_distinct=True),
        Index("picture_of_file", "tenant_id", "file_id"),
        reference("member", "member_id", ondelete="cascade"),
        reference("file", "file_id"),
    )

    member_id: UUID | None = None
    name: str
    file_id: UUID | None = None
    job_id: UUID | None = None
    error: str | None = None
