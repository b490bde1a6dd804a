"""Ids of steps: kept where they stand, given where they are missing, never given twice."""

import re
from collections.abc import Mapping
from typing import Any

_NUMBERED = re.compile(r"^(.*)-(\d{1,6})$")


def stem(kind: str) -> str:
    """What the ids of a type of step begin with; dots would not do in {{ steps.<id>.output }}."""
    return re.sub(r"[^A-Za-z0-9_]", "_", kind)[:60] or "step"


class Ids:
    """Hands out ids; `highest` is the last number given for each stem, in this definition or one before it."""

    def __init__(self, highest: Mapping[str, int] | None = None) -> None:
        self.highest = dict(highest or {})
        self.taken: set[str] = set()

    def note(self, step_id: str) -> bool:
        """Remember an id that stands in the definition; False where another step has it."""
        if step_id in self.taken:
            return False
        self.taken.add(step_id)
        if found := _NUMBERED.match(step_id):
            self.highest[found[1]] = max(self.highest.get(found[1], 0), int(found[2]))
        return True

    def give(self, kind: str) -> str:
        """A fresh id for a step of the type."""
        head = stem(kind)
        self.highest[head] = self.highest.get(head, 0) + 1
        made = f"{head}-{self.highest[head]}"
        self.taken.add(made)
        return made


def given(raw: Any) -> list[str]:
    """Every id that stands in raw steps, at any depth, in order; walks without recursion."""
    found: list[str] = []
    todo = [raw]
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo += reversed(item)  # pyright: ignore[reportUnknownArgumentType]
        elif isinstance(item, dict):
            step_id = item.get("id")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            if isinstance(step_id, str) and "type" in item:
                found.append(step_id)
            todo += [part for key, part in item.items() if key not in {"arguments", "values", "context", "json"}]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return found
