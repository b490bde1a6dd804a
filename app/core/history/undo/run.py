"""Undo of a whole operation, set-based: by sequence, never by value."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import func, literal, select
from sqlmodel import col

from app.core.access import Reach
from app.core.actions.registry import Effect
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound
from app.core.events.record import record, touch
from app.core.history.models import Change, Operation
from app.core.history.names import Record
from app.core.history.tables import Kept, kept_tables
from app.core.history.undo import apply, beside, chain, part, plan, rights, words
from app.core.history.undo.course import Course, Tick, nobody_waits
from app.core.history.undo.guards import guards_of
from app.core.history.undo.report import Report

MOST_AT_ONCE = 5_000
UNDONE = "This was undone already; nothing was changed."


def undo(
    session: Session, actor: Actor, operation_id: UUID, tick: Tick = nobody_waits, only: Record | None = None
) -> Report:
    """Take an operation back as far as nothing later stands on it; the undo of an undo is the redo.

    Needs the permission of the undone action, and for the operation of somebody else HISTORY_UNDO too. Raises
    NotFound, Refused, or Conflict where it is undone already or has left the house. `tick` is told how many records
    are done, of how many; what it raises stops the undo. With `only` no more is taken back than what was done to that
    record; the rest of the operation stands, and can be undone later.
    """
    operation = check(session, actor, operation_id)
    if only is not None:
        part.check(session, operation, only)
    with _whole_reach(session, actor):
        tables = kept_tables()
        touched = [tables[name] for name in plan.make(session, operation, tables, only)]
        size = plan.size(session)
        if only is not None and not size:
            raise Conflict(UNDONE)
        restored = _carry_out(session, touched, tables, Course(size, tick))
        restored += 0 if only else beside.reverse(session, actor, operation.action, operation.id)
        _ask_guards(session, actor, touched)
        total, kept = words.kept(session, actor)
    report = Report(restored, total, kept)
    chain.note(session, operation, report.restored, to_jsonable_python(asdict(report)), only)
    if only is not None and report.restored and not is_large(session, operation.id):
        _close(session, operation, tables)
    _announce(session, operation, report, touched)
    return report


def _close(session: Session, operation: Operation, tables: dict[str, Kept]) -> None:
    """Once nothing is left of an operation that was undone record by record, it is undone."""
    plan.make(session, operation, tables)
    if not plan.size(session):
        chain.close(session, operation)


def check(session: Session, actor: Actor, operation_id: UUID) -> Operation:
    """The operation, locked, if the actor may undo it now; raises NotFound, Refused or Conflict."""
    operation = _open(session, operation_id)
    _allow(session, actor, operation)
    return operation


def is_large(session: Session, operation_id: UUID) -> bool:
    """Whether the operation changed more than is taken back while somebody waits."""
    one = select(literal(1)).where(col(Change.operation_id) == operation_id).limit(MOST_AT_ONCE + 1)
    return session.execute(select(func.count()).select_from(one.subquery())).scalar_one() > MOST_AT_ONCE


def _open(session: Session, operation_id: UUID) -> Operation:
    query = select(Operation).where(col(Operation.id) == operation_id).with_for_update()
    found = session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None or found.id == session.info.get("operation_id"):
        raise NotFound("There is no such operation.")
    if found.undone_by_id is not None and not chain.left_over(session, found):
        raise Conflict(UNDONE)
    return found


def _allow(session: Session, actor: Actor, operation: Operation) -> None:
    if actor.reach is Reach.OWN and not rights.own(actor, operation.member_id):
        raise NotFound("There is no such operation.")
    undone = chain.root_action(session, operation)
    if undone and undone.effect is Effect.EXTERNAL:
        raise Conflict("This has left the house and cannot be called back; nothing was changed.")
    for permission in rights.needed(actor, operation.member_id, undone):
        actor.check(permission)


@contextmanager
def _whole_reach(session: Session, actor: Actor) -> Iterator[None]:
    # Who sees only own records may still take back what they gave away themselves.
    session.execute(select(func.set_config("app.reach", Reach.ALL.value, True)))
    yield
    session.execute(select(func.set_config("app.reach", actor.reach.value, True)))


def _carry_out(session: Session, touched: list[Kept], tables: dict[str, Kept], course: Course) -> int:
    session.connection().exec_driver_sql("set constraints all deferred")
    restored = 0
    for table in touched:
        plan.settle_orphans(session, touched)
        restored += apply.restore(session, table, course)
    plan.settle_orphans(session, touched)
    restored += sum(apply.amend(session, table, course) for table in touched)
    plan.settle_dependents(session, [table.name for table in touched], tables)
    restored += sum(apply.remove(session, table, course) for table in reversed(touched))
    session.connection().exec_driver_sql("set constraints all immediate")
    return restored


def _ask_guards(session: Session, actor: Actor, touched: list[Kept]) -> None:
    for table in touched:
        for check in guards_of(table.name):
            check(session, actor, plan.affected(session, table.name))


def _announce(session: Session, operation: Operation, report: Report, touched: list[Kept]) -> None:
    session.expire_all()
    record(session, "operation.undone", operation, action=operation.action, restored=report.restored)
    for table in touched:
        touch(session, table.name)
