"""Writing what was decided of a batch: a few statements for a thousand rows."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Uuid
from sqlmodel import col

from app.accounts import allowances
from app.core import events
from app.core.db import Session
from app.core.events import Event
from app.core.ids import new_id
from app.crm import lead_scores, records
from app.crm.imports import stages
from app.crm.imports.identity import Record
from app.crm.imports.noun import Noun
from app.crm.imports.scene import KINDS, Pending, Scene
from app.crm.intake.plan import Decision
from app.crm.lead_intake import take_in
from app.crm.models import Lead

Rows = list[dict[str, Any]]
LIMITED = {model.__tablename__ for model in records.LIMITED}


def write(session: Session, noun: Noun, scene: Scene, decided: Sequence[tuple[Decision, Record | None]]) -> None:
    """Make the new records and change those that differ, in the transaction of `session`."""
    new: Rows = [_new(noun, scene, one) for one, _ in decided if one.outcome == "created"]
    changed: Rows = [{**one.changes, "id": was["id"]} for one, was in decided if one.outcome == "updated" and was]
    if noun.finish:
        noun.finish(session, scene, new, changed)
    if noun.model is Lead:
        take_in(session, scene.actor, new, imported=True)
    else:
        insert_rows(session, noun.model.metadata.tables[noun.model.__tablename__], new)
    _change(session, noun, scene, changed)


def _new(noun: Noun, scene: Scene, decision: Decision) -> dict[str, Any]:
    row: dict[str, Any] = {"id": new_id(), **decision.changes}
    columns = noun.model.metadata.tables[noun.model.__tablename__].c
    if "owner_id" in columns and "owner" not in scene.options["filled"] and noun.model is not Lead:
        row["owner_id"] = scene.actor.member_id
    if "source" in columns:
        row.setdefault("source", "import")
    names = scene.names.get(noun.key)
    if names is not None:
        names.add(row["id"], str(row["name"]))
    if decision.draft.number in scene.parents:
        scene.later[row["id"]] = scene.parents[decision.draft.number]
    return row


def make_pending(session: Session, scene: Scene, made: Mapping[UUID, Pending]) -> None:
    """Write the records that rows of this batch name and that nobody has made yet."""
    for kind, known in KINDS.items():
        rows = [one.values for one in made.values() if one.kind == kind]
        if rows and kind == "stage":
            stages.add(session, scene, [row["id"] for row in rows])
        elif rows:
            insert_rows(session, known.model.metadata.tables[known.model.__tablename__], rows)


def insert_rows(session: Session, table: Table, rows: Rows) -> None:
    """Insert rows that need not name the same columns, and tell of each."""
    if not rows:
        return
    if table.name in LIMITED:
        allowances.check_records(session, len(rows))
    named = {name for row in rows for name in row}
    empty = {name: None for name in named if table.c[name].nullable}
    groups: dict[tuple[str, ...], Rows] = {}
    for row in rows:
        whole = {**empty, **row}
        groups.setdefault(tuple(sorted(whole)), []).append(whole)
    for group in groups.values():
        session.execute(insert(table), group)
    tell(session, table, "created", [row["id"] for row in rows])


def _change(session: Session, noun: Noun, scene: Scene, changed: Rows) -> None:
    table = noun.model.metadata.tables[noun.model.__tablename__]
    groups: dict[tuple[str, ...], Rows] = {}
    for row in changed:
        groups.setdefault(tuple(sorted(row.keys() - {"id"})), []).append(row)
    for names, rows in groups.items():
        values = [{"row_id": row["id"], **{f"new_{name}": row[name] for name in names}} for row in rows]
        change = update(table).where(table.c.id == bindparam("row_id"))
        session.connection().execute(change.values({name: bindparam(f"new_{name}") for name in names}), values)
        tell(session, table, "updated", [row["id"] for row in rows], {"fields": list(names)})
    if noun.model is Lead and changed:
        mine = select(Lead).where(col(Lead.id).in_([row["id"] for row in changed]))
        lead_scores.again(session, scene.actor, session.scalars(mine).all())


def tell(session: Session, table: Table, verb: str, ids: list[UUID], payload: dict[str, Any] | None = None) -> None:
    """Record one event for each row in a single statement."""
    given = select(func.unnest(bindparam("ids", ids, type_=ARRAY(Uuid()))).label("id")).subquery()
    told = select(
        func.gen_random_uuid(),
        literal(f"{table.name}.{verb}"),
        literal(table.name),
        given.c.id,
        literal(session.info.get("operation_id"), type_=Uuid()),
        literal({"import": True, **(payload or {})}, type_=JSONB),
    )
    columns = ["id", "name", "record_table", "record_id", "operation_id", "payload"]
    session.execute(insert(Event).from_select(columns, told, include_defaults=False))
    events.touch(session, table.name)
