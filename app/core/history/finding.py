"""Records found by what people call them, of every kind that they can look for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import Row, String, Table, cast, func, select
from sqlmodel import SQLModel

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.history.names import LONGEST, names_of
from app.core.history.subjects import Subject, subject_called
from app.core.listing.search import words

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A record by its name; `hint` tells it from others of that name."""

    id: UUID
    name: str
    hint: str


@action("record.find", permission=Permission.SELF, effect=Effect.READ, title="Find record by name")
def find(
    session: Session,
    actor: Actor,
    kind: Annotated[str, Field(max_length=63)],
    text: Annotated[str, Field(max_length=200)] = "",
) -> list[Found]:
    """The first few records of a kind ("lead") whose names hold these words, without words the newest.

    Raises NotFound for a kind that nobody can look for, Refused without the right to read it.
    """
    subject = subject_called(kind)
    if subject is None:
        raise NotFound("There is no such kind of record.")
    actor.check(subject.permission)
    table = SQLModel.metadata.tables[subject.table]
    hint = table.c[subject.hint] if subject.hint else cast(None, String)
    query = select(table.c.id, cast(table.c[subject.label_column], String).label("name"), hint.label("hint"))
    rows = session.execute(_fitting(query, table, subject, text).limit(SHOWN)).all()
    hints = _hints(session, subject, rows)
    return [Found(row.id, (row.name or "…")[:LONGEST], hint) for row, hint in zip(rows, hints, strict=True)]


def _fitting(query: Any, table: Table, subject: Subject, text: str) -> Any:
    label = table.c[subject.label_column]
    if not text.strip():
        return query.order_by(table.c.created_at.desc(), table.c.id.desc())
    if "search" in table.columns:
        hits = select(getattr(func, f"search_{table.name}")(words(text), SHOWN))
        return query.where(table.c.id.in_(hits)).order_by(label, table.c.id)
    for word in text.split():
        query = query.where(func.lower(label).contains(word.lower(), autoescape=True))
    return query.order_by(label, table.c.id)


def _hints(session: Session, subject: Subject, rows: Sequence[Row[Any]]) -> list[str]:
    """What stands in the column of hints; the name of the record where it names one."""
    target = subject.hint.removesuffix("_id")
    if target == subject.hint:
        return [str(row.hint or "") for row in rows]
    names = names_of(session, {(target, row.hint) for row in rows if row.hint})
    return [names.get((target, row.hint), "") for row in rows]
