"""What operations touched, counted by kind of record."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Uuid as SqlUuid
from sqlalchemy import column as sql_column
from sqlalchemy import lateral, select, true, values
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import Session
from app.core.history.models import Change
from app.core.history.names import Record, names_of
from app.core.history.rows import Touched
from app.core.history.subjects import readable, subject_of, title_of
from app.core.said import in_english, said

# Of an operation with more changes than this only so many are looked at: a list page stays fast after a large import.
MOST = 500
MORE = in_english("more than {count}")


def touched_by(session: Session, actor: Actor, operations: Collection[UUID]) -> dict[UUID, list[Touched]]:
    """The kinds of record that each operation touched, the most frequent first; a single one by its name."""
    records = _read(session, operations)
    full = {operation for operation, found in records.items() if len(found) >= MOST}
    found = {operation: _by_table(rows) for operation, rows in records.items()}
    alone = {(t, next(iter(ids))) for kinds in found.values() for t, ids in kinds.items() if len(ids) == 1}
    names = names_of(session, {record for record in alone if readable(actor, record[0])})
    return {
        operation: _sorted([_touched(table, ids, operation in full, names) for table, ids in kinds.items()])
        for operation, kinds in found.items()
    }


def _by_table(records: Sequence[Record]) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = {}
    for table, row_id in records:
        found.setdefault(table, set()).add(row_id)
    return found


def _read(session: Session, operations: Collection[UUID]) -> dict[UUID, list[Record]]:
    wanted = values(sql_column("id", SqlUuid), name="wanted").data([(id,) for id in operations])
    inner = select(col(Change.tbl), col(Change.row_id)).where(col(Change.operation_id) == wanted.c.id)
    few = lateral(inner.limit(MOST).correlate(wanted), "few")
    rows = session.execute(select(wanted.c.id, few.c.tbl, few.c.row_id).select_from(wanted).join(few, true()))
    found: dict[UUID, list[Record]] = {}
    for operation, table, row_id in rows:
        found.setdefault(operation, []).append((table, row_id))
    return found


def _touched(table: str, ids: set[UUID], more: bool, names: dict[Record, str]) -> Touched:
    one = next(iter(ids))
    name, known = names.get((table, one), "") if len(ids) == 1 else "", subject_of(table)
    return Touched(table, title_of(table), len(ids), more, name, known.link(one) if known and name else None)


def _sorted(kinds: list[Touched]) -> list[Touched]:
    return sorted(kinds, key=lambda kind: (_rank(kind.table), -kind.count, kind.table))


def _rank(table: str) -> int:
    """Records with a page of their own stand first, rows that nobody knows as records last."""
    known = subject_of(table)
    return 2 if known is None else int(known.route is None)


def summary(kinds: Sequence[Touched], locale: str) -> str:
    """One line in the language of `locale`: “Deal Acme renewal”, “Lead: 3,000, Company: 12”."""
    return ", ".join(_one(kind, locale) for kind in kinds[:3])


def _one(kind: Touched, locale: str) -> str:
    title = said(locale, kind.title)
    if kind.name:
        return f"{title} {kind.name}"
    return f"{title}: {said(locale, MORE).format(count=f'{kind.count:,}') if kind.more else f'{kind.count:,}'}"
