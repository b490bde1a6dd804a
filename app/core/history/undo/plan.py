"""What is to be done with each row that an operation touched, worked out before anything is written.

The plan is a table that lives as long as the transaction: a row each to restore, amend or remove, with its image and,
where something later stands against it, the columns or the whole row that is kept.
"""

from uuid import UUID

from psycopg import sql

from app.core.db import Session
from app.core.history.models import Operation
from app.core.history.names import Record
from app.core.history.tables import Kept, Reference
from app.core.history.undo import part
from app.core.history.undo.statements import named, run, tenant_of
from app.core.history.undo.ties import parts, ties


def make(session: Session, operation: Operation, tables: dict[str, Kept], only: Record | None = None) -> list[str]:
    """Make the plan and lock its rows; returns the names of the tables it touches, parents first.

    With `only` it holds no more than the share of that record.
    """
    which = {"tenant": tenant_of(session), "operation": operation.id}
    session.connection().exec_driver_sql("drop table if exists pg_temp.undo_row, pg_temp.undo_block")
    run(session, "rows", **which)
    run(session, "images", **which)
    if only is not None:
        part.keep(session, only, tables)
    found = {name for (name,) in run(session, "touched")}
    touched = [name for name in tables if name in found]
    for name in touched:
        run(session, "lock", tenant=which["tenant"], **named(name))
    run(session, "blocks", root=str(operation.root_id or operation.id), **which)
    if run(session, "housework", **which).first():
        touched = _adopt(session, touched, tables)
    for name in touched:
        if tables[name].secret:
            run(session, "secret", name=name)
    return touched


def size(session: Session) -> int:
    """How many rows the plan holds."""
    return run(session, "size").scalar_one()


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
    while sum(run(session, "dependents", **parts(session, tie)).rowcount for tie in ties(touched, tables)):
        pass


def _adopt(session: Session, touched: list[str], tables: dict[str, Kept]) -> list[str]:
    """Let what the house alone has written about a made record go with it; returns the tables touched now."""
    seen, fresh = set(touched), touched
    while fresh:
        found = {tie.source for tie in ties(fresh, tables) if run(session, "adopt", **parts(session, tie)).rowcount}
        for name in found:
            run(session, "lock", tenant=tenant_of(session), **named(name))
        seen, fresh = seen | found, list(found)
    return [name for name in tables if name in seen]


def affected(session: Session, name: str) -> list[UUID]:
    """The ids of the rows of a table that the plan changes."""
    return [row_id for (row_id,) in run(session, "affected", name=name)]
