"""Changes of many rows in one statement, so that the triggers behind a table run once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, column, func, update
from sqlalchemy.dialects.postgresql import ARRAY

from app.core.db.session import Session


def update_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Give each row, named by its `id`, the values beside it; all of `rows` name the same columns."""
    if not rows:
        return
    names = list(rows[0])
    lists = [bindparam(f"every_{name}", [row[name] for row in rows], ARRAY(table.c[name].type)) for name in names]
    columns = [column(name, table.c[name].type) for name in names]
    given = func.unnest(*lists).table_valued(*columns, name="given").render_derived()
    change = update(table).where(table.c.id == given.c.id)
    session.connection().execute(change.values({name: given.c[name] for name in names if name != "id"}))
