"""What two definitions differ in, step by step, in words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from app.automation.definition import Definition, Step, Steps, walk
from app.core.said import Said

HELD = {"ifTrue", "ifFalse", "otherwise", "steps", "ifApproved", "ifRejected", "onTimeout"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of the step `step_id`, or of the workflow itself (None); `words` tell it whole."""

    step_id: str | None
    step_name: str
    kind: Literal["added", "removed", "moved", "changed"]
    words: Said
    field: str | None = None
    before: Any = None
    after: Any = None


def differences(old: Definition, new: Definition) -> list[Difference]:
    """Everything that changes from `old` to `new`: the workflow itself first, then its steps in their new order."""
    before = {step.id: (place, step) for place, step in walk(old.steps)}
    after = {step.id: (place, step) for place, step in walk(new.steps)}
    found = [*_fields(None, "", _own(old.wire()), _own(new.wire()))]
    moved = _moved(old.steps, new.steps)
    for step_id, (place, step) in after.items():
        if step_id not in before:
            words = f"“{step.title}” ({step.type}) is new, at place {_told(place)}."
            found.append(Difference(step_id, step.title, "added", words, after=step.wire()))
            continue
        found += _fields(step_id, step.title, _own(before[step_id][1].wire()), _own(step.wire()))
        if step_id in moved:
            words = f"“{step.title}” moves from place {_told(before[step_id][0])} to {_told(place)}."
            found.append(Difference(step_id, step.title, "moved", words, before=before[step_id][0], after=place))
    for step_id, (_, step) in before.items():
        if step_id not in after:
            found.append(
                Difference(step_id, step.title, "removed", f"“{step.title}” ({step.type}) is gone.", None, step.wire())
            )
    return found


def _own(wire: dict[str, Any]) -> dict[str, Any]:
    """What belongs to the part itself, without the steps it holds."""
    own = {name: value for name, value in wire.items() if name not in HELD}
    if isinstance(own.get("branches"), list):
        own["branches"] = [_own(case) for case in own["branches"]]
    if isinstance(own.get("onError"), dict):
        own["onError"] = "steps"
    return own


def _fields(step_id: str | None, title: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    whose = f"“{title}”" if step_id else "The workflow"
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before != after:
            words = f"{whose}: {_spaced(name)} {_change(before, after)}."
            yield Difference(step_id, title, "changed", words, name, before, after)


def _change(before: Any, after: Any) -> str:
    if before is None:
        return f"is now {_short(after)}"
    return f"{_short(before)} is taken away" if after is None else f"changes from {_short(before)} to {_short(after)}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{text if len(text) <= 80 else f'{text[:77]}…'}”"


def _spaced(name: str) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name).replace("_", " ")


def _told(place: str) -> str:
    return " › ".join(str(int(part) + 1) if part.isdigit() else part for part in place.split("."))


def _moved(old: Steps, new: Steps) -> set[str]:
    """Steps that stand under another step than before, or in another order among those that stayed."""
    before, after = dict(_lists(old, "")), dict(_lists(new, ""))
    home = {step_id: where for where, ids in before.items() for step_id in ids}
    found: set[str] = set()
    for where, ids in after.items():
        stayed = [step_id for step_id in ids if home.get(step_id) == where]
        found |= {step_id for step_id in ids if step_id in home and home[step_id] != where}
        was = [step_id for step_id in before.get(where, []) if step_id in stayed]
        same = SequenceMatcher(None, was, stayed, autojunk=False).get_matching_blocks()
        kept = {step_id for block in same for step_id in was[block.a : block.a + block.size]}
        found |= set(stayed) - kept
    return found


def _lists(steps: Steps, where: str) -> Iterator[tuple[str, list[str]]]:
    yield where, [step.id for step in steps]
    for step in steps:
        yield from _inner(step)


def _inner(step: Step) -> Iterator[tuple[str, list[str]]]:
    for name, held in step.children():
        yield from _lists(held, f"{step.id}.{name}")
