"""What a list is asked for, and what it answers."""

from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.core.rules import Group, parse

R = TypeVar("R")
CONFIG = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)
LARGEST_PAGE = 200


def _parsed(data: object) -> Group | None:
    return None if data is None else parse(data)


class ListQuery(BaseModel):
    """Which rows of a list, in which order, from where on.

    `search` finds the newest rows that hold every word (or its beginning), `where` filters by the condition language,
    `sort` names a sortable column, with "-" before it for descending; `cursor` comes from the page before.
    """

    model_config = CONFIG

    search: Annotated[str | None, Field(max_length=200)] = None
    where: Annotated[Group | None, BeforeValidator(_parsed)] = None
    sort: Annotated[str, Field(max_length=80)] = "-created_at"
    cursor: Annotated[str | None, Field(max_length=2000)] = None
    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows of a list, and the cursors of the pages after and before; None where there is none."""

    items: list[R]
    next_cursor: str | None = None
    previous_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows match; `capped` says that there are more than were counted."""

    value: int
    capped: bool = False
