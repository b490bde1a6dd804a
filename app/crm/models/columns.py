"""Columns and indexes that many tables of the CRM share."""

from typing import Any

from sqlalchemy import Column, Computed, DateTime, Index, Numeric, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.types import Text

MONEY = Numeric(18, 2)
MOMENT = DateTime(timezone=True)


def recent(table: str) -> Index:
    """The index behind the default order of a list: newest first."""
    return Index(f"{table}_recent", "tenant_id", text("created_at DESC"), text("id DESC"))


def searched(table: str) -> Index:
    """The index behind the search of a table."""
    return Index(f"{table}_search", "search", postgresql_using="gin")


def by_reference(table: str) -> Index:
    """The unique index on the key that a record carries in the system it was imported from."""
    return Index(
        f"{table}_by_ref",
        "tenant_id",
        "external_ref",
        unique=True,
        postgresql_where=text("external_ref is not null"),
    )


def search_column(*columns: str) -> Any:
    """A generated column of the words of `columns`, unstemmed so that names and addresses are found as written."""
    words = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    return Column(TSVECTOR, Computed(f"to_tsvector('simple', {words})", persisted=True), nullable=True)


def tags_column() -> Any:
    """A list of free words."""
    return Column(ARRAY(Text), nullable=False, server_default="{}")


def extra_column() -> Any:
    """Fields of the person's own, kept beside the known ones."""
    return Column(JSONB, nullable=False, server_default="{}")
