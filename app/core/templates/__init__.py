"""Liquid that people write: strict, limited, and nothing in it is code.

The scope is plain data (mappings, lists, texts, numbers, dates, `Money`). Names that begin with an underscore cannot be
read by a template; `_place` (a `Place`) tells money and dates the language, time zone and currency to be written in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a template: the path or tag, a sentence, a suggestion ("" without one), the line from 1."""

    path: str
    message: str
    suggestion: str = ""
    line: int = 1


def render(source: str, scope: Scope) -> str:
    """The filled template; raises Invalid, with a suggestion, for a value that is missing and beyond the limits."""
    raise NotImplementedError


def evaluate(source: Any, scope: Scope) -> Any:
    """The value of a template: of exactly one `{{ … }}` its own, else text; dicts and lists are walked."""
    raise NotImplementedError


def paths(source: Any) -> set[str]:
    """The dotted paths that a template (or a dict or list of them) reads; raises Invalid where it cannot be parsed."""
    raise NotImplementedError


def check(source: Any, known: Iterable[str]) -> list[Problem]:
    """What would fail, given the known dotted paths; `x.*` is anything below x."""
    raise NotImplementedError


def read(path: str, scope: Scope) -> Any:
    """The value at a dotted path; raises Invalid, with a suggestion, where there is none."""
    raise NotImplementedError


__all__ = ["Problem", "Scope", "check", "evaluate", "paths", "read", "render"]
