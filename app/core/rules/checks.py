"""The five plain checks that rules come down to. A negated check holds for empty fields."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Range:
    """Values from `low` to `high`; None leaves an end open, `with_low` and `with_high` include the ends."""

    low: Any = None
    high: Any = None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True)
class Ranges:
    """The value lies in one of the ranges."""

    ranges: tuple[Range, ...]
    negated: bool = False


@dataclass(frozen=True)
class Words:
    """The text in lower case equals, contains or starts with one of the words."""

    how: Literal["equals", "contains", "starts_with"]
    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class Members:
    """The value is one of the values."""

    values: tuple[Any, ...]
    negated: bool = False


@dataclass(frozen=True)
class Tags:
    """One of the tags, in lower case, is one of the words."""

    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class Empty:
    """There is no value, or an empty one."""

    negated: bool = False


Check = Ranges | Words | Members | Tags | Empty
