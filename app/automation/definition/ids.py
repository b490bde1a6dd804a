"""Ids of steps: kept where they stand, given where they are missing, never given twice."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from app.automation.definition.kinds import CASES, LISTS

Raw = dict[str, Any]
_NUMBERED = re.compile(r"^(.*)-(\d{1,6})$")


def stem(kind: str) -> str:
    """What the ids of a type of step begin with; dots would not do in {{ steps.<id>.output }}."""
    bare = re.sub(r"[^A-Za-z0-9_]", "_", kind)[:60]
    return bare if bare[:1].isalpha() else f"step{bare}"


class Ids:
    """Hands out ids; `highest` is the last number given for each stem, in this definition or one before it."""

    def __init__(self, highest: Mapping[str, int] | None = None) -> None:
        self.highest = dict(highest or {})
        self.taken: set[str] = set()
        self.doubled: set[str] = set()

    def note(self, step_id: str) -> None:
        """Remember an id that stands in the definition."""
        if step_id in self.taken:
            self.doubled.add(step_id)
        self.taken.add(step_id)
        if found := _NUMBERED.match(step_id):
            self.highest[found[1]] = max(self.highest.get(found[1], 0), int(found[2]))

    def give(self, kind: str) -> str:
        """A fresh id for a step of the type."""
        head = stem(kind)
        self.highest[head] = self.highest.get(head, 0) + 1
        return f"{head}-{self.highest[head]}"


def with_ids(raw: object, ids: Ids) -> list[Any]:
    """A copy of raw steps in which each has an id; what is no step stays as it is, for the reader to refuse."""
    for step in _steps(raw):
        if isinstance(step.get("id"), str):
            ids.note(step["id"])
    return _filled(raw, ids)


def holders(step: Raw) -> Iterator[tuple[Raw, str]]:
    """Each place of a raw step that may hold steps: the object and the key in it."""
    kind = step.get("type")
    named = kind if isinstance(kind, str) else ""
    for name in LISTS.get(named, ()):
        yield step, name
    for name in CASES.get(named, ()):
        for case in _list(step.get(name)):
            if isinstance(case, dict):
                yield cast(Raw, case), "steps"
    if isinstance(step.get("onError"), dict):
        yield step["onError"], "steps"


def _steps(raw: object) -> Iterator[Raw]:
    for item in _list(raw):
        if isinstance(item, dict):
            step = cast(Raw, item)
            yield step
            for holder, name in holders(step):
                yield from _steps(holder.get(name))


def _filled(raw: object, ids: Ids) -> list[Any]:
    return [_with_id(cast(Raw, item), ids) if isinstance(item, dict) else item for item in _list(raw)]


def _with_id(raw: Raw, ids: Ids) -> Raw:
    kind = raw.get("type")
    step_id = raw.get("id") or (ids.give(kind) if isinstance(kind, str) and kind else None)
    step = {**({"id": step_id} if step_id else {}), **{name: part for name, part in raw.items() if name != "id"}}
    for name in CASES.get(str(kind), ()):
        if isinstance(step.get(name), list):
            step[name] = [dict(cast(Raw, case)) if isinstance(case, dict) else case for case in _list(step[name])]
    if isinstance(step.get("onError"), dict):
        step["onError"] = dict(cast(Raw, step["onError"]))
    for holder, name in holders(step):
        if isinstance(holder.get(name), list):
            holder[name] = _filled(holder[name], ids)
    return step


def _list(raw: object) -> list[object]:
    return cast(list[object], raw) if isinstance(raw, list) else []
