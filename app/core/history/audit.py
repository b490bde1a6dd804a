"""The audit: operations with what they touched, and one operation with its changes in words."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.core import listing
from app.core.access import Reach
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.history.listing import OPERATIONS
from app.core.history.models import Change
from app.core.history.names import names_of
from app.core.history.rows import ChangeRow, OperationDetails, OperationFacts, OperationRow
from app.core.history.subjects import readable, subject_of, title_of
from app.core.history.touched import summary, touched_by
from app.core.history.undo import part, rights
from app.core.history.undoable import undoable
from app.core.history.wording import KINDS, mentioned, sentence, worded

PAGE = 100


def dressed(session: Session, actor: Actor, found: Sequence[OperationFacts]) -> list[OperationRow]:
    """Operations with what they touched and whether `actor` may undo them."""
    touched = touched_by(session, actor, [facts.id for facts in found]) if found else {}
    may, singly = undoable(session, actor, found), part.counted(session, [facts.id for facts in found])
    rows: list[OperationRow] = []
    for facts in found:
        kinds = touched.get(facts.id, [])
        plain: dict[str, Any] = {field.name: getattr(facts, field.name) for field in fields(OperationFacts)}
        rows.append(
            OperationRow(
                **plain,
                summary=summary(kinds, actor.locale),
                touched=kinds,
                undoable=bool(kinds) and facts.id in may,
                singly=singly.get(facts.id, 0),
            )
        )
    return rows


def details(session: Session, actor: Actor, operation_id: UUID, cursor: str | None) -> OperationDetails:
    """One operation and a page of its changes in their order; raises NotFound, or Invalid for a wrong cursor."""
    facts = listing.one(session, OPERATIONS, operation_id)
    if actor.reach is Reach.OWN and not rights.own(actor, facts.member_id):
        raise NotFound("There is no such operation (any more).")
    changes = _changes(session, operation_id, cursor)
    shown = [change for change in changes[:PAGE] if readable(actor, change.tbl)]
    return OperationDetails(
        operation=dressed(session, actor, [facts])[0],
        changes=in_words(session, actor, shown),
        hidden=len(changes[:PAGE]) - len(shown),
        next_cursor=str(changes[PAGE - 1].seq) if len(changes) > PAGE else None,
    )


def _changes(session: Session, operation_id: UUID, cursor: str | None) -> Sequence[Change]:
    if cursor is not None and not (cursor.isdecimal() and len(cursor) < 19):
        raise Invalid("This page of the list is no longer valid; start again from its beginning.")
    query = select(Change).where(col(Change.operation_id) == operation_id, col(Change.seq) > int(cursor or 0))
    return session.execute(query.order_by(col(Change.seq)).limit(PAGE + 1)).scalars().all()


def in_words(session: Session, actor: Actor, changes: Sequence[Change]) -> list[ChangeRow]:
    """Changes as people read them, with the names of all records concerned."""
    records = {(change.tbl, change.row_id) for change in changes}
    for change in changes:
        records |= mentioned(change.tbl, (change.before, change.after))
    names = names_of(session, records)
    rows: list[ChangeRow] = []
    for change in changes:
        told = worded(actor, change.tbl, change.before or {}, change.after or {}, names) if change.after else []
        known = subject_of(change.tbl)
        row = ChangeRow(
            id=change.row_id,
            table=change.tbl,
            title=title_of(change.tbl),
            name=names.get((change.tbl, change.row_id), ""),
            href=known.link(change.row_id) if known else None,
            kind=KINDS[change.kind],
            at=change.at,
            text=sentence(actor, change.kind, told),
            fields=told,
        )
        rows.append(row)
    return rows
