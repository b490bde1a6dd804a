"""What went wrong in a template, said in words its writer can use."""

import re
from dataclasses import dataclass
from typing import Any

from liquid.exceptions import LiquidError, UndefinedError, UnknownFilterError

from app.core.errors import Invalid
from app.core.templates.filters import NAMES
from app.core.templates.suggesting import known_in, nearest

QUOTED = re.compile(r"'([^']*)'")
TAGS = ("if", "unless", "for", "case", "assign", "capture", "comment", "raw", "endif", "endfor", "endcase")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a template: the path or tag, a sentence, a suggestion ("" without one), the line from 1."""

    path: str
    message: str
    suggestion: str = ""
    line: int = 1


def line_of(error: LiquidError) -> int:
    """The line, from 1, at which it went wrong."""
    token = error.token
    return token.source.count("\n", 0, max(0, token.start_index)) + 1 if token else 1


def unknown(path: str, suggestion: str, line: int = 1) -> Problem:
    """The problem of a path that has no value."""
    words = f"There is no value for {path}."
    if suggestion:
        words = f"There is no value for {path}. Did you mean {suggestion}?"
    return Problem(path, words, suggestion, line)


def problem_of(error: LiquidError, known: list[str]) -> Problem:
    """The problem that an error of the template language is."""
    message = str(error.message or "it cannot be read")
    if isinstance(error, UndefinedError):
        path = message or "this place"
        return unknown(path, nearest(path, known) if path not in known else "", line_of(error))
    name = next(iter(QUOTED.findall(message)), "")
    if isinstance(error, UnknownFilterError):
        return _named(f"There is no filter {name}.", name, NAMES, error)
    if "unexpected tag" in message:
        return _named(f"There is no tag {name} here.", name, TAGS, error)
    return Problem("", f"The template cannot be used: {message}.", "", line_of(error))


def _named(message: str, name: str, known: Any, error: LiquidError) -> Problem:
    near = nearest(name, known)
    return Problem(name, f"{message} Did you mean {near}?" if near else message, near, line_of(error))


def invalid(error: LiquidError, scope: dict[str, Any]) -> Invalid:
    """The error as one of the house; its field is the path."""
    problem = problem_of(error, known_in(scope))
    place = f" (line {problem.line})" if problem.line > 1 else ""
    return Invalid(
        problem.message.removesuffix(".") + place + ("." if place else _end(problem.message)),
        fields={problem.path or "template": problem.message},
    )


def _end(message: str) -> str:
    return "." if message.endswith(".") else ""
