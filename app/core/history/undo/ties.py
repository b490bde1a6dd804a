"""Which tables name rows of which."""

from collections.abc import Collection
from dataclasses import dataclass

from psycopg import sql

from app.core.db import Session
from app.core.history.tables import Kept
from app.core.history.undo.statements import tenant_of

SUBJECT = {"subject_table", "subject_id"}


@dataclass(frozen=True, slots=True)
class Tie:
    """A column of `source` that names rows of `target`; `about` says that it may name rows of other tables too.

    `part` says that a row of `source` is nothing without the one that it names.
    """

    target: str
    source: str
    column: str
    about: bool = False
    part: bool = True


def ties(targets: Collection[str], tables: dict[str, Kept]) -> list[Tie]:
    """All by which rows of these tables are named."""
    references = [r for table in tables.values() for r in table.references if r.target.name in targets]
    about = [table.name for table in tables.values() if set(table.columns) >= SUBJECT]
    named = [Tie(r.target.name, r.source.name, r.column, part=r.part) for r in references]
    return named + [Tie(target, source, "subject_id", True) for source in about for target in targets]


def parts(session: Session, tie: Tie) -> dict[str, object]:
    """What a statement about a tie is filled with."""
    return {
        "name": tie.target,
        "source": sql.Identifier(tie.source),
        "source_name": tie.source,
        "column": sql.Identifier(tie.column),
        "key": tie.column,
        "loose": tie.about,
        "tenant": tenant_of(session),
        "about": sql.SQL("s.subject_table = {}").format(tie.target) if tie.about else sql.SQL("true"),
    }
