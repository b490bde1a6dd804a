"""Carrying out the plan: whole tables at once, in halves where the database refuses some of their rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql
from sqlalchemy.exc import DataError, IntegrityError

from app.core.db import Session
from app.core.history.tables import KEY, STAMPS, Kept
from app.core.history.undo.course import Course
from app.core.history.undo.statements import named, run, tenant_of

# Between two slices whoever waits sees a bar move, and can stop it.
SLICE = 10_000


@dataclass(frozen=True)
class Step:
    """One statement of the plan for one table, and the names of the columns that it writes."""

    table: Kept
    fate: LiteralString
    columns: Sequence[str]

    def run(self, session: Session, low: int, high: int) -> int:
        """Write the rows `low` to `high` of the plan; returns how many were written."""
        names = [sql.Identifier(name) for name in self.columns]
        parts = {
            **named(self.table.name),
            "tenant": tenant_of(session),
            "columns": sql.SQL(", ").join(names),
            "values": sql.SQL(", ").join([_value(name) for name in self.columns]),
            "sets": sql.SQL(", ").join([_set(name) for name in self.columns]),
            "low": low,
            "high": high,
        }
        return run(session, self.fate, **parts).rowcount


def restore(session: Session, table: Kept, course: Course) -> int:
    """Bring back the deleted rows of a table; returns how many came back."""
    known = _keys(session, table, "restore")
    return _whole(session, Step(table, "restore", [name for name in table.columns if name in known]), course)


def amend(session: Session, table: Kept, course: Course) -> int:
    """Set changed columns back; returns how many rows were set back."""
    known = _keys(session, table, "amend") - KEY - STAMPS
    columns = [name for name in table.columns if name in known]
    return _whole(session, Step(table, "amend", columns), course) if columns else 0


def remove(session: Session, table: Kept, course: Course) -> int:
    """Delete the rows that the operation had made; returns how many."""
    return _whole(session, Step(table, "remove", []), course)


def _keys(session: Session, table: Kept, fate: str) -> set[str]:
    return {key for (key,) in run(session, "keys", name=table.name, fate=fate)}


def _whole(session: Session, step: Step, course: Course) -> int:
    span = run(session, "spans", name=step.table.name, fate=step.fate).one()
    written = 0
    for low in range(span.low or 1, (span.high or 0) + 1, SLICE):
        rows = _span(session, step, low, min(low + SLICE - 1, span.high))
        course.advance(rows)
        written += rows
    return written


def _span(session: Session, step: Step, low: int, high: int) -> int:
    try:
        with session.begin_nested():
            return step.run(session, low, high)
    except (IntegrityError, DataError):
        if low == high:
            run(session, "clash", name=step.table.name, fate=step.fate, low=low)
            return 0
    middle = (low + high) // 2
    return _span(session, step, low, middle) + _span(session, step, middle + 1, high)


def _value(name: str) -> sql.Composable:
    if name == "version":
        return sql.SQL("(p).version + 1")
    return sql.SQL("now()") if name == "updated_at" else sql.SQL("(p).{}").format(sql.Identifier(name))


def _set(name: str) -> sql.Composable:
    part = sql.SQL("{c} = case when r.image ? {key} then (p).{c} else t.{c} end")
    return part.format(c=sql.Identifier(name), key=sql.Literal(name))
