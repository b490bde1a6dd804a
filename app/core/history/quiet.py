"""Which changes are worth telling: not those of columns that only follow from other acts, such as a rank on a board."""

from sqlalchemy import ColumnElement, Text, cast, literal, true
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import col

from app.core.history.models import Change
from app.core.history.tables import kept_tables


def told(table: str, change: type[Change] = Change) -> ColumnElement[bool]:
    """The condition that a `change` of the table is more than one of its quiet columns."""
    kept = kept_tables().get(table)
    if kept is None or not kept.quiet:
        return true()
    quiet = cast(sorted(kept.quiet), ARRAY(Text))
    return (col(change.kind) != "U") | (col(change.after).op("-")(quiet) != cast(literal("{}"), JSONB))
