"""What the records are called that a draft names by their ids."""

from collections.abc import Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from app.automation.definition import Act, Approval, parse, walk
from app.core.actions import find
from app.core.actions.naming import RECORD, RECORD_BY
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.history.names import Record, names_of
from app.core.history.subjects import readable, subject_called


def names_in(session: Session, actor: Actor, raw: Mapping[str, Any]) -> dict[str, str]:
    """The names of the records that this person may read, by their ids; empty where the draft cannot be read."""
    try:
        steps = parse(raw).steps
    except Invalid:
        return {}
    named = {record for _, step in walk(steps) for record in _named(step) if readable(actor, record[0])}
    return {str(row_id): name for (_, row_id), name in names_of(session, named).items()}


def _named(step: object) -> Iterator[Record]:
    if isinstance(step, Approval) and step.to.member:
        yield from _records("member", step.to.member)
    if isinstance(step, Act):
        try:
            taken = find(step.action).input
        except NotFound:
            return
        given = {info.alias: step.arguments.get(name) for name, info in taken.model_fields.items()} | step.arguments
        for name, part in taken.model_json_schema(by_alias=True)["properties"].items():
            sort = part.get(RECORD) or given.get(part.get(RECORD_BY, ""))
            yield from _records(str(sort), given.get(name))


def _records(noun: str, value: object) -> Iterator[Record]:
    subject = subject_called(noun)
    for each in cast(list[object], value) if isinstance(value, list) else [value]:
        try:
            if subject is not None:
                yield subject.table, UUID(str(each))
        except ValueError:
            continue
