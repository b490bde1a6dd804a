"""The changes of a record, one item an operation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, and_, case, literal, select
from sqlmodel import SQLModel, col

from app.core.actor import Actor
from app.core.db import Session
from app.core.history.models import Change, Operation
from app.core.history.names import Record, names_of
from app.core.history.quiet import told
from app.core.history.rows import FieldChange, Item
from app.core.history.subjects import title_of
from app.core.history.tables import kept_tables
from app.core.history.timeline.icons import icon_of
from app.core.history.timeline.sources import Around, source
from app.core.history.undo import part
from app.core.history.undoable import undoable
from app.core.history.wording import mentioned, sentence, worded
from app.core.said import in_english, said

# An operation may touch a record several times.
TOUCHES = 3
UNDONE = in_english("{words} (undone since)")
Touch = Row[Change, Operation | None, datetime]


@source
def changed(session: Session, actor: Actor, around: Around) -> Iterable[Item]:
    """What was done to the record itself, each operation with the fields it changed."""
    touches = _touches(session, around)
    images = [image for change, *_ in touches for image in (change.before, change.after)]
    names = names_of(session, mentioned(around.table, images))
    operations = {operation.id: operation for _, operation, _ in touches if operation}
    ways = _ways(session, actor, around, operations)
    groups = groupby(touches, key=lambda touch: touch[0].operation_id or touch[0].seq)
    return [_item(actor, around, list(group), names, ways) for _, group in groups]


@dataclass(frozen=True, slots=True)
class Ways:
    """Which operations the reader may undo, which did the same to others too, which are undone for this record."""

    may: set[UUID]
    together: set[UUID]
    singly: set[UUID]


def _ways(session: Session, actor: Actor, around: Around, operations: dict[UUID, Operation]) -> Ways:
    only = (around.table, around.id)
    may = undoable(session, actor, list(operations.values()))
    return Ways(may, part.alike(session, may, only), part.taken_back(session, operations, only))


def _touches(session: Session, around: Around) -> Sequence[Touch]:
    same = (col(Operation.tenant_id) == col(Change.tenant_id)) & (col(Operation.id) == col(Change.operation_id))
    # A record that came with its own date, as an imported one may, was made then; one that came back by undo was not.
    made = and_(col(Change.kind) == "I", col(Operation.undoes_id).is_(None))
    moment = case((made, literal(_born(session, around))), else_=col(Change.at))
    query = select(Change, Operation, moment).outerjoin(Operation, same)
    query = query.where(col(Change.tbl) == around.table, col(Change.row_id) == around.id, told(around.table))
    query = query.where(moment <= around.until).order_by(col(Change.seq).desc())
    return cast(Sequence[Touch], session.execute(query.limit(around.limit * TOUCHES)).all())


def _born(session: Session, around: Around) -> datetime:
    table = SQLModel.metadata.tables[around.table]
    return session.execute(select(table.c.created_at).where(table.c.id == around.id)).scalar_one()


def _item(actor: Actor, around: Around, group: list[Touch], names: dict[Record, str], ways: "Ways") -> Item:
    newest, operation, at = group[0]
    kinds = {change.kind: moment for change, _, moment in group}
    kind = "I" if "I" in kinds else newest.kind
    fields = [] if kind == "I" else _fields(actor, around.table, group, names)
    title = operation.title if operation else title_of(around.table)
    words = sentence(actor, kind, fields)
    singly = operation is not None and operation.id in ways.singly
    undone = singly or (operation is not None and operation.undone_by_id is not None)
    return Item(
        id=f"change:{newest.operation_id or newest.seq}",
        kind="change",
        icon=icon_of(operation.action if operation else "", kind),
        title=said(actor.locale, title),
        text=said(actor.locale, UNDONE).format(words=words) if undone else words,
        at=kinds.get("I", at),
        by=operation.actor_name if operation else "",
        member_id=operation.member_id if operation else None,
        operation_id=operation.id if operation and operation.id in ways.may and not singly else None,
        together=operation is not None and operation.id in ways.together,
        undone=undone,
    )


def _fields(actor: Actor, table: str, group: list[Touch], names: dict[Record, str]) -> list[FieldChange]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    quiet = kept_tables()[table].quiet
    for change, *_ in group:
        before |= change.before or {}
        after = (change.after or {}) | after
    loud = {name: value for name, value in after.items() if name not in quiet}
    return worded(actor, table, before, loud, names) if loud else []
