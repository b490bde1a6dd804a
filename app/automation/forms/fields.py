"""One field of a form."""

from dataclasses import dataclass, field
from typing import Literal

from app.core.said import Said

Widget = Literal["text", "long", "choice", "boolean", "number", "pairs", "rules", "lines", "json", "record"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field may take, and its title."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    """A field at the dotted place `name` of a step; a `plain` one holds no templates, `hint` is an example.

    One of the kind `record` names a record (`many` of them): of the sort `record`, or of that which the field
    `record_by` says. `alias` is the other spelling of its place.
    """

    name: str
    title: Said
    kind: Widget = "text"
    required: bool = False
    help: Said = ""
    hint: str = ""
    choices: list[Choice] = field(default_factory=list[Choice])
    plain: bool = False
    record: str = ""
    record_by: str = ""
    many: bool = False
    alias: str = ""


@dataclass(frozen=True, slots=True)
class StepForm:
    """A step to choose: its type (with the action where it is one), title, group, one sentence, and its fields."""

    type: str
    action: str | None
    title: Said
    group: Said
    hint: Said
    fields: list[FormField]


@dataclass(frozen=True, slots=True)
class TriggerForm:
    """A way of starting, and the fields of its trigger configuration."""

    type: str
    title: Said
    fields: list[FormField]


def choices(*values: str) -> list[Choice]:
    """Choices whose titles are their values in plain words."""
    return [Choice(value, value.replace("_", " ")) for value in values]
