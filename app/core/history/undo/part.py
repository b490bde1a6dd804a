"""Taking back of an operation over many records what it did to one of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.core.db import Session
from app.core.errors import Conflict
from app.core.history.models import Change, Operation
from app.core.history.names import Record
from app.core.history.quiet import told
from app.core.history.tables import Kept
from app.core.history.undo.statements import run
from app.core.history.undo.ties import parts, ties


def check(session: Session, operation: Operation, only: Record) -> None:
    """Raises Conflict where the operation did not do the same to several records of this sort, as a merge does not."""
    if operation.id not in alike(session, [operation.id], only):
        raise Conflict("This belongs together and can only be taken back as a whole; nothing was changed.")


def alike(session: Session, operations: Collection[UUID], only: Record) -> set[UUID]:
    """Those of the operations that did the same sort of thing to this record and to others of its table."""
    table, row_id = only
    other = aliased(Change)
    beside = exists().where(
        col(other.operation_id) == col(Change.operation_id),
        col(other.tbl) == table,
        col(other.row_id) != row_id,
        col(other.kind) == col(Change.kind),
        told(table, other),
    )
    mine = select(col(Change.operation_id)).where(col(Change.tbl) == table, col(Change.row_id) == row_id)
    return {id for id in session.scalars(mine.where(col(Change.operation_id).in_(operations), beside)) if id}


def taken_back(session: Session, operations: Collection[UUID], only: Record) -> set[UUID]:
    """Those of the operations whose share for this record is undone by itself."""
    mine = (col(Operation.only_table) == only[0], col(Operation.only_id) == only[1])
    return {id for id in session.scalars(select(col(Operation.undoes_id)).where(_singly(operations), *mine)) if id}


def counted(session: Session, operations: Collection[UUID]) -> dict[UUID, int]:
    """For how many records each of the operations is undone singly."""
    wanted = select(col(Operation.undoes_id), func.count()).where(_singly(operations))
    return {id: count for id, count in session.execute(wanted.group_by(col(Operation.undoes_id))) if id}


def _singly(operations: Collection[UUID]) -> ColumnElement[bool]:
    """Those that stand and had to keep nothing: what was kept may be tried again."""
    single = col(Operation.only_id).is_not(None) & col(Operation.undone_by_id).is_(None)
    single &= col(Operation.report)["kept_total"].as_integer() == 0
    return single & col(Operation.undoes_id).in_(operations)


def keep(session: Session, only: Record, tables: dict[str, Kept]) -> None:
    """Leave in the plan the record, what the operation wrote about it, and the rows that are but parts of it."""
    session.connection().exec_driver_sql("drop table if exists pg_temp.undo_share")
    run(session, "alone", name=only[0], row=only[1])
    seen, fresh = {only[0]}, [only[0]]
    while fresh:
        hanging = [tie for tie in ties(fresh, tables) if tie.part]
        grown = {tie.source for tie in hanging if run(session, "share", **parts(session, tie)).rowcount}
        seen, fresh = seen | grown, sorted(grown - seen)
    run(session, "rest")
