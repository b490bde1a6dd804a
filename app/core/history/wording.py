"""Changes in the words of people: references by name, moments on the reader's clock."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import SQLModel

from app.core.actor import Actor
from app.core.db import Session
from app.core.history.names import Record, names_of
from app.core.history.rows import FieldChange
from app.core.history.tables import KEY, STAMPS, kept_tables
from app.core.said import in_english, said
from app.core.times import local, zone

Image = Mapping[str, Any]
KINDS = in_english({"I": "created", "U": "changed", "D": "deleted"})
LONGEST = 120
SIGNS = {True: in_english("yes"), False: in_english("no")}
EMPTY, GONE = in_english("empty"), in_english("a record that is gone")


@lru_cache(maxsize=256)
def referred(table: str) -> dict[str, str]:
    """The columns of a table that refer to records, with the tables they refer to."""
    kept = kept_tables().get(table)
    return {reference.column: reference.target.name for reference in kept.references} if kept else {}


def mentioned(table: str, images: Iterable[Image | None]) -> set[Record]:
    """The records that the images of a row refer to."""
    links = referred(table)
    found = ((links[name], value) for image in images for name, value in (image or {}).items() if name in links)
    return {(target, UUID(str(value))) for target, value in found if value}


def fields(session: Session, actor: Actor, table: str, before: Image, after: Image) -> list[FieldChange]:
    """The changed fields of one row, each before and after."""
    names = names_of(session, mentioned(table, (before, after)))
    return worded(actor, table, before, after, names)


def worded(actor: Actor, table: str, before: Image, after: Image, names: Mapping[Record, str]) -> list[FieldChange]:
    """The changed fields, with the names of the records they refer to already known."""
    links = referred(table)

    def shown(name: str, value: Any) -> str:
        if value and name in links:
            return names.get((links[name], UUID(str(value))), "") or said(actor.locale, GONE)
        return _text(actor, table, name, value)

    order = [column.name for column in SQLModel.metadata.tables[table].columns if column.name in after]
    return [
        FieldChange(name, _title(name), shown(name, before.get(name)), shown(name, after.get(name)))
        for name in order
        if name not in KEY | STAMPS
    ]


def sentence(actor: Actor, kind: str, changed: list[FieldChange]) -> str:
    """One line: “changed phone: +49 30 → +49 31, city: empty → Bonn”."""
    verb, empty = said(actor.locale, KINDS[kind]), said(actor.locale, EMPTY)
    if not changed:
        return verb
    told = (f"{said(actor.locale, field.title)}: {field.before or empty} → {field.after or empty}" for field in changed)
    return f"{verb} {', '.join(told)}"


def _title(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _text(actor: Actor, table: str, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return said(actor.locale, SIGNS[value])
    if isinstance(value, str) and isinstance(SQLModel.metadata.tables[table].c[name].type, DateTime):
        return f"{local(datetime.fromisoformat(value), zone(actor.zone)):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        return _cut(", ".join(map(str, cast(list[Any], value))))
    if isinstance(value, dict):
        pairs = cast(dict[str, Any], value).items()
        return _cut(", ".join(f"{key}: {item}" for key, item in pairs))
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
