"""Applying a suggestion to the steps of a definition."""

from collections.abc import Callable
from typing import Any, cast

from app.core.errors import NotFound

Raw = dict[str, Any]
LISTS = ("steps", "ifTrue", "ifFalse", "otherwise", "onTimeout", "ifApproved", "ifRejected")


def applied(steps: list[Raw], key: str) -> list[Raw]:
    """The steps with the suggestion of that key carried out; raises NotFound where its step is gone."""
    what, _, step_id = key.partition("@")
    kind, _, way = what.partition(":")
    edits: dict[str, Callable[[Raw], list[Raw]]] = {
        "retry": lambda step: [{**step, "retry": {"attempts": 5, "delay": "1m"}}],
        "continue": lambda step: [{**step, "onError": "continue"}],
        "unwait": lambda step: cast(list[Raw], step.get("onTimeout", [])),
        "prune": lambda step: [_pruned(step, way)],
    }
    if kind not in edits:
        raise NotFound("There is no such suggestion (any more).")
    changed, found = _edited(steps, step_id, edits[kind])
    if not found:
        raise NotFound("The step of this suggestion is no longer there.")
    return changed


def _edited(steps: list[Raw], step_id: str, edit: Callable[[Raw], list[Raw]]) -> tuple[list[Raw], bool]:
    made: list[Raw] = []
    hit = False
    for step in steps:
        if step.get("id") == step_id:
            made += edit(step)
            hit = True
            continue
        inner, found = _inside(step, step_id, edit)
        made.append(inner)
        hit = hit or found
    return made, hit


def _inside(step: Raw, step_id: str, edit: Callable[[Raw], list[Raw]]) -> tuple[Raw, bool]:
    made, hit = dict(step), False
    for name in LISTS:
        if isinstance(made.get(name), list):
            made[name], found = _edited(made[name], step_id, edit)
            hit = hit or found
    for case in ("branches",):
        if isinstance(made.get(case), list):
            lanes = [_inside(lane, step_id, edit) for lane in made[case]]
            made[case] = [lane for lane, _ in lanes]
            hit = hit or any(found for _, found in lanes)
    if isinstance(made.get("onError"), dict):
        made["onError"], found = _inside(made["onError"], step_id, edit)
        hit = hit or found
    return made, hit


def _pruned(step: Raw, way: str) -> Raw:
    name, dot, at = way.partition(".")
    if not dot:
        return {**step, name: []}
    branches = [case for number, case in enumerate(step["branches"]) if str(number) != at]
    if branches:
        return {**step, "branches": branches}
    return {**step, "branches": [{**step["branches"][0], "steps": []}]}
