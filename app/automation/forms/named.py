"""What the records are called that a draft names by their ids."""

from collections.abc import Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from app.core.actions import find
from app.core.actions.naming import RECORD, RECORD_BY
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.history.names import Record, names_of
from app.core.history.subjects import readable, subject_called

Raw = Mapping[str, Any]


def names_in(session: Session, actor: Actor, raw: Raw) -> dict[str, str]:
    """The names of the records that this person may read, by their ids, also where the draft is not right yet."""
    named = {record for step in _steps(raw.get("steps")) for record in _named(step) if readable(actor, record[0])}
    return {str(row_id): name for (_, row_id), name in names_of(session, named).items()}


def _steps(part: object) -> Iterator[Raw]:
    if isinstance(part, list):
        for each in cast(list[object], part):
            yield from _steps(each)
    elif isinstance(part, dict):
        step = cast(Raw, part)
        yield step
        for each in step.values():
            yield from _steps(each)


def _named(step: Raw) -> Iterator[Record]:
    to, given = step.get("to"), step.get("arguments")
    if isinstance(to, dict):
        yield from _records("member", cast(Raw, to).get("member"))
    if isinstance(given, dict):
        yield from _in_arguments(str(step.get("action") or step.get("type")), cast(Raw, given))


def _in_arguments(action: str, arguments: Raw) -> Iterator[Record]:
    try:
        taken = find(action).input
    except NotFound:
        return
    given = {info.alias: arguments.get(name) for name, info in taken.model_fields.items()} | {**arguments}
    for name, part in taken.model_json_schema(by_alias=True)["properties"].items():
        yield from _records(part.get(RECORD) or given.get(part.get(RECORD_BY, "")), given.get(name))


def _records(noun: object, value: object) -> Iterator[Record]:
    subject = subject_called(str(noun))
    for each in cast(list[object], value) if isinstance(value, list) else [value]:
        try:
            if subject is not None:
                yield subject.table, UUID(str(each))
        except ValueError:
            continue
