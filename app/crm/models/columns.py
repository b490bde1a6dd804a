"""Columns and indexes that many tables of the CRM share."""

from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Index, Numeric, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.types import Text

from app.core.db.derive import derived

MONEY = Numeric(18, 2)
MOMENT = DateTime(timezone=True)
LEAST = -(10**18)
NO_DAY = "'9999-12-31'::date"
NO_MOMENT = "'9999-12-31 00:00:00+00'::timestamptz"


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


def sorted_by(table: str, name: str, key: str) -> Index:
    """The index behind one sortable column of a list; `key` is an expression that is never null."""
    return Index(f"{table}_by_{name}", "tenant_id", text(key), "id")


def referring(table: str, column: str) -> Index:
    """The index by which rows that refer to another are found, when that one is opened or deleted."""
    return Index(f"{table}_of_{column}", "tenant_id", column, postgresql_where=text(f"{column} is not null"))


def search_column(*columns: str) -> Any:
    """A derived column of the words of `columns`: unstemmed, without accents, cut at every ASCII sign."""
    words = " || ' ' || ".join(f"coalesce(new.{column}, '')" for column in columns)
    plain = f"regexp_replace({_unaccented(words)}, '[!-/:-@\\x5b-\\x60{{-~]+', ' ', 'g')"
    return derived(TSVECTOR, f"to_tsvector('simple', {plain})", *columns)


def key_column(column: str) -> Any:
    """A derived column by which names sort as people expect: without case and accents."""
    return derived(Text, f"lower({_unaccented(f'new.{column}')})", column)


def money_key_column(column: str) -> Any:
    """A derived column by which an amount sorts, in hundredths, an empty one as the least.

    Comparing Numeric is not leakproof, so PostgreSQL would not use an index on it below the policy.
    """
    return derived(BigInteger, f"coalesce((new.{column} * 100)::bigint, {LEAST})", column)


def never_empty(column: str, kind: Any, instead: str) -> Any:
    """A derived column by which a column sorts, with `instead` (SQL) for empty ones: first or last as that falls.

    PostgreSQL would not use an index on coalesce() below the policy.
    """
    return derived(kind, f"coalesce(new.{column}, {instead})", column)


def address_key_column(column: str) -> Any:
    """A derived column by which addresses sort: without case, empty ones first."""
    return derived(Text, f"coalesce(lower(new.{column}), '')", column)


def _unaccented(text_: str) -> str:
    return f"regexp_replace(normalize({text_}, NFKD), '[\\u0300-\\u036f]', '', 'g')"


def tags_column() -> Any:
    """A list of free words."""
    return Column(ARRAY(Text), nullable=False, server_default="{}")


def extra_column() -> Any:
    """Fields of the person's own, kept beside the known ones."""
    return Column(JSONB, nullable=False, server_default="{}")
