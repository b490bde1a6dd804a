"""What is to be done with each row that an operation touched, worked out before anything is written.

The plan is a table that lives as long as the transaction: a row each to restore, amend or remove, with its image and,
where something later stands against it, the columns or the whole row that is kept.
"""

from uuid import UUID

from psycopg import sql

from app.core.db import Session
from app.core.history.models import Operation
from app.core.history.tables import Kept, Reference
from app.core.history.undo.statements import named, run, tenant_of

SUBJECT = {"subject_table", "subject_id"}


def make(session: Session, operation: Operation, tables: dict[str, Kept]) -> list[str]:
    """Make the plan and lock its rows; returns the names of the tables it touches, parents first."""
    which = {"tenant": tenant_of(session), "operation": operation.id}
    session.connection().exec_driver_sql("drop table if exists pg_temp.undo_row, pg_temp.undo_block")
    run(session, "rows", **which)
    run(session, "images", **which)
    found = {name for (name,) in run(session, "touched")}
    touched = [name for name in tables if name in found]
    for name in touched:
        run(session, "lock", tenant=which["tenant"], **named(name))
    run(session, "blocks", root=str(operation.root_id or operation.id), **which)
    for name in touched:
        if tables[name].secret:
            run(session, "secret", name=name)
    return touched


def settle_orphans(session: Session, touched: list[Kept]) -> None:
    """Empty references to records that are gone for good, or keep the row where it cannot be without."""
    references = [reference for table in touched for reference in table.references]
    while sum(_orphans(session, reference) for reference in references):
        pass


def _orphans(session: Session, reference: Reference) -> int:
    parts = {
        "name": reference.source.name,
        "column": reference.column,
        "loose": reference.loose,
        "target": sql.Identifier(reference.target.name),
        "target_name": reference.target.name,
        "tenant": tenant_of(session),
    }
    return run(session, "orphans", **parts).rowcount


def settle_dependents(session: Session, touched: list[str], tables: dict[str, Kept]) -> None:
    """Keep made records on which others hang that this undo does not remove too."""
    references = [r for table in tables.values() for r in table.references if r.target.name in touched]
    about = [table for table in tables.values() if set(table.columns) >= SUBJECT]
    while True:
        found = sum(_dependents(session, r.target.name, r.source.name, r.column) for r in references)
        found += sum(_dependents(session, name, t.name, "subject_id", about=True) for t in about for name in touched)
        if not found:
            return


def _dependents(session: Session, name: str, source: str, column: str, about: bool = False) -> int:
    parts = {
        "name": name,
        "source": sql.Identifier(source),
        "source_name": source,
        "column": sql.Identifier(column),
        "tenant": tenant_of(session),
        "about": sql.SQL("s.subject_table = {}").format(name) if about else sql.SQL("true"),
    }
    return run(session, "dependents", **parts).rowcount


def affected(session: Session, name: str) -> list[UUID]:
    """The ids of the rows of a table that the plan changes."""
    return [row_id for (row_id,) in run(session, "affected", name=name)]
