"""What a run is about: the record of an event as plain data, under the names by which people know it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import BindParameter, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import SQLModel

from app.automation.definition.trigger import ALIASES
from app.automation.engine.claim import Run
from app.core.db import Session
from app.core.db.derive import is_derived
from app.core.events import Event
from app.core.events.post import TABLE as POSTED

Records = dict[tuple[str, UUID], dict[str, Any]]
HIDDEN = {"tenant_id", "search"}
SHOWN = frozenset({"lead", "contact", "company", "deal", "product", "task", "note"})


def payload_of(session: Session, event: Event) -> dict[str, Any]:
    """All that a workflow reads of an event: what it carries, and the record that it is about."""
    return brought(event, records_of(session, [event]))


def brought(event: Event, records: Records) -> dict[str, Any]:
    """The same, with the record taken from those that `records_of` has read."""
    record = records.get((event.record_table, event.record_id), {})
    # What a webhook brought stands at the root, beside what is told of the call.
    brought = event.payload.get("payload") if event.name.startswith("webhook.") else None
    return {**record, **event.payload, **(brought if isinstance(brought, dict) else {})}


def records_of(session: Session, events: Sequence[Event]) -> Records:
    """The records of these events as they are now, each under its noun and that noun's aliases; read table by table."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for event in events:
        if event.record_table != POSTED and event.record_table in SHOWN:
            wanted[event.record_table].add(event.record_id)
    return {
        (table, UUID(row["id"])): _named(table, row)
        for table, ids in wanted.items()
        for row in _rows(session, table, ids)
    }


def missing(event: Event, records: Records) -> bool:
    """Whether the record of an event is not among those that `records_of` has read; not asked of a deletion."""
    shown = event.record_table in SHOWN and not event.name.endswith(".deleted")
    return shown and (event.record_table, event.record_id) not in records


def record_of(session: Session, table: str | None, record_id: UUID | None) -> dict[str, Any]:
    """The record as it is now under its noun and that noun's aliases; empty where there is none to show."""
    if table not in SHOWN or record_id is None:
        return {}
    return next((_named(table, row) for row in _rows(session, table, {record_id})), {})


def _rows(session: Session, table: str, ids: set[UUID]) -> list[dict[str, Any]]:
    source = SQLModel.metadata.tables[table]
    columns = [c for c in source.columns if not is_derived(c) and c.name not in HIDDEN]
    session.flush()
    found = session.execute(select(*columns).where(source.c.id == func.any(_array(ids)))).mappings()
    return [to_jsonable_python(dict(row), fallback=str) for row in found]


def _array(ids: set[UUID]) -> BindParameter[Any]:
    return bindparam("ids", list(ids), type_=ARRAY(Uuid()))


def _named(table: str, told: dict[str, Any]) -> dict[str, Any]:
    return {name: told for name in (table, *(alias for alias, noun in ALIASES.items() if noun == table))}


def gone(session: Session, runs: Sequence[Run]) -> set[UUID]:
    """The ids of those runs whose record is no longer there; not of those that are about its deletion."""
    by_table: dict[str, set[UUID]] = defaultdict(set)
    for run in runs:
        if run.subject_table in SHOWN and run.subject_id and not _of_deletion(run):
            by_table[run.subject_table].add(run.subject_id)
    there: set[UUID] = set()
    for table, ids in by_table.items():
        source = SQLModel.metadata.tables[table]
        there |= set(session.scalars(select(source.c.id).where(source.c.id == func.any(_array(ids)))))
    missing = {id for ids in by_table.values() for id in ids} - there
    return {run.id for run in runs if run.subject_id in missing and not _of_deletion(run)}


def _of_deletion(run: Run) -> bool:
    trigger = run.context.get("trigger")
    return isinstance(trigger, dict) and str(cast(dict[str, Any], trigger).get("event")).endswith(".deleted")


def trigger_of(event: Event) -> dict[str, Any]:
    """What a run keeps of the event that started it."""
    record = {"table": event.record_table, "id": str(event.record_id)}
    return {"event": event.name, "id": str(event.id), "at": event.created_at.isoformat(), "record": record}
