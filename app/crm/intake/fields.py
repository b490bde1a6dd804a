"""What a table's column may become: a field of a record with a kind."""

from dataclasses import dataclass
from typing import Literal

FieldKind = Literal["text", "email", "phone", "date", "money", "number", "integer", "boolean", "choice"]


@dataclass(frozen=True)
class Field:
    """A field an import can fill.

    `aliases` are other names of its column; `choices` the values a choice may take, in their own spelling. A choice
    that is `open` takes new values too and only mends what is nearly one of them.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    kind: FieldKind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    open: bool = False
