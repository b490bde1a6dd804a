"""What was probably meant by a name that is not there."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from rapidfuzz import fuzz, process

MOST = 500
CLOSE = 65.0
SLIP = 80.0


def nearest(path: str, known: Iterable[str], close: float = CLOSE) -> str:
    """The known path nearest to this one, or "" where none is near; `close` goes up to 100 (the same)."""
    names = [name.removesuffix(".*") for name in known]
    whole = process.extractOne(path, names, scorer=fuzz.ratio, score_cutoff=close)
    if whole:
        return whole[0]
    last = process.extractOne(path.rpartition(".")[2], [name.rpartition(".")[2] for name in names], scorer=fuzz.ratio)
    return names[last[2]] if last and last[1] >= close + 10 else ""


def known_in(scope: Mapping[str, Any]) -> list[str]:
    """The dotted paths of the values in a scope; items of lists share the path of their list."""
    found: dict[str, None] = {}
    todo: list[tuple[str, object]] = [(name, value) for name, value in scope.items() if not name.startswith("_")]
    while todo and len(found) < MOST:
        path, value = todo.pop()
        found[path] = None
        if isinstance(value, list | tuple):
            todo += [(path, item) for item in cast(list[object], value)[:3] if isinstance(item, Mapping)]
        elif isinstance(value, Mapping) and path.count(".") < 6:
            parts = cast(Mapping[str, object], value)
            todo += [(f"{path}.{name}", part) for name, part in parts.items()]
    return sorted(found)
