"""Templates checked when they are saved, against the values that will be there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from liquid import BoundTemplate
from liquid.builtin.expressions import FilteredExpression
from liquid.exceptions import LiquidError

from app.core.templates.faults import Problem, invalid, problem_of, unknown
from app.core.templates.filters import NAMES
from app.core.templates.parsing import parsed
from app.core.templates.strictness import nodes
from app.core.templates.suggesting import CLOSE, SLIP, nearest
from app.core.templates.walking import Use, uses

LISTS = {"first", "last", "size"}


def paths(source: Any) -> set[str]:
    """The dotted paths that a template (or a dict or list of them) reads; raises Invalid where it cannot be parsed."""
    try:
        return {use.path for text in _texts(source) for use in uses(parsed(text))}
    except LiquidError as error:
        raise invalid(error, {}) from None


def needed(source: Any) -> set[str]:
    """Those of the paths that the template cannot do without; raises Invalid where it cannot be parsed.

    A list's size, first or last counts as the list.
    """
    try:
        return {_plain(use.path) for text in _texts(source) for use in _guarded(parsed(text)) if not use.optional}
    except LiquidError as error:
        raise invalid(error, {}) from None


def _guarded(template: BoundTemplate) -> list[Use]:
    """The uses; one that the template also asks after (`if`, `default`) is optional wherever it stands."""
    found = uses(template)
    asked = {use.path for use in found if use.optional}
    return [Use(use.path, use.line, use.path in asked) for use in found]


def check(source: Any, known: Iterable[str]) -> list[Problem]:
    """What would fail, given the known dotted paths; `x.*` is anything below x.

    A path the template can do without (`| default:`, a bare `if`) is a problem only where it looks like a slip.
    """
    names = list(known)
    return [problem for text in _texts(source) for problem in _problems(text, names)]


def _problems(source: str, known: list[str]) -> list[Problem]:
    try:
        template = parsed(source)
    except LiquidError as error:
        return [problem_of(error, known)]
    found = [problem for use in _guarded(template) if (problem := _of_use(use, known))]
    return list(dict.fromkeys([*_filters(template), *found]))


def _of_use(use: Use, known: list[str]) -> Problem | None:
    if is_known(use.path, known):
        return None
    near = nearest(use.path, known, SLIP if use.optional else CLOSE)
    return None if use.optional and not near else unknown(use.path, near, use.line)


def is_known(path: str, known: Iterable[str]) -> bool:
    """Whether a path is one of the known ones, above or (`x.*`) below one, or a list's size, first or last."""
    plain = _plain(path)
    return any(_covers(name, path) or (bool(plain) and _covers(name, plain)) for name in known)


def _plain(path: str) -> str:
    return ".".join(part for part in path.split(".") if part not in LISTS)


def _covers(name: str, path: str) -> bool:
    stem = name.removesuffix(".*")
    below = name != stem or stem == "*"
    return path == stem or stem == "*" or stem.startswith(f"{path}.") or (below and path.startswith(f"{stem}."))


def _filters(template: BoundTemplate) -> Iterator[Problem]:
    for node in nodes(template.nodes, template):
        for expression in node.expressions():
            for one in (expression.filters or []) if isinstance(expression, FilteredExpression) else []:
                if one.name not in NAMES:
                    near = nearest(one.name, NAMES)
                    more = f" Did you mean {near}?" if near else ""
                    line = one.token.source.count("\n", 0, max(0, one.token.start_index)) + 1
                    yield Problem(one.name, f"There is no filter {one.name}.{more}", near, line)


def _texts(source: Any) -> Iterator[str]:
    if isinstance(source, str):
        if "{{" in source or "{%" in source:
            yield source
    elif isinstance(source, Mapping):
        for part in cast(Mapping[Any, Any], source).values():
            yield from _texts(part)
    elif isinstance(source, list | tuple):
        for part in cast(list[Any], source):
            yield from _texts(part)
