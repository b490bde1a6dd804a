"""What can be imported: a kind of record with its fields, and how its rows are recognised and completed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from pydantic import BaseModel, ValidationError, create_model

from app.core.access import Permission
from app.core.db import OwnedRow, Session
from app.crm.imports.scene import Scene, Told
from app.crm.intake.fields import Field
from app.crm.intake.values import Value

Values = dict[str, Value]
Shape = Callable[[Values, Scene, Told], Values]
Finish = Callable[[Session, Scene, list[dict[str, Any]], list[dict[str, Any]]], None]


@dataclass(frozen=True)
class Noun:
    """A kind of record that tables bring.

    `identities` are the columns by which a record is recognised, the surest first. `anchors` are fields of which at
    least one must be filled by a column. `links` names the kinds of records each field refers to. `shape` turns the
    fields of a row into columns; columns in `fresh` count only where the record is new. `finish` completes the rows of
    a batch before they are written: new ones, and changes (with their `id`).
    """

    key: str
    title: str
    one: str
    model: type[OwnedRow]
    permission: Permission
    fields: tuple[Field, ...]
    identities: tuple[tuple[str, ...], ...]
    anchors: tuple[str, ...]
    details: Any
    shape: Shape
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    fresh: frozenset[str] = frozenset()
    finish: Finish | None = None
    route: str = ""

    def titles(self) -> dict[str, str]:
        """What people call each column."""
        return {one.name: one.title for one in self.fields}


def checked(noun: Noun, values: Values, told: Told) -> Values:
    """The values held to the same bounds as an edit by hand; what breaks them is a reason against the row."""
    known = {name: value for name, value in values.items() if name in _model(noun).model_fields}
    try:
        clean = _model(noun).model_validate({name: value for name, value in known.items() if value is not None})
    except ValidationError as error:
        titles = noun.titles()
        for item in error.errors(include_url=False, include_input=False):
            name = str(item["loc"][0]) if item["loc"] else ""
            told.reasons.append(f"{titles.get(name, name)}: {_plain(item['msg'])}")
        return values
    return {**values, **{name: getattr(clean, name) for name in clean.model_fields_set}}


_models: dict[str, type[BaseModel]] = {}


def _model(noun: Noun) -> type[BaseModel]:
    if noun.key not in _models:
        hints = get_type_hints(noun.details, include_extras=True)
        fields: dict[str, Any] = {name: (hint, None) for name, hint in hints.items()}
        _models[noun.key] = create_model(noun.key, **fields)
    return _models[noun.key]


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")


def listed(value: Value) -> list[str]:
    """The words of a cell parted by commas or semicolons, each once."""
    parts: Sequence[str] = value.replace(";", ",").split(",") if isinstance(value, str) else []
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
