"""The bounds of a definition, tried before anything is read of it, without recursion."""

from typing import Any, cast

from app.automation.definition.part import DEEPEST, LARGEST, LONGEST_TEXT, MOST_STEPS
from app.core.errors import Invalid


def measure(raw: object) -> None:
    """Pass if the definition is within bounds, else raise Invalid."""
    todo: list[tuple[Any, int]] = [(raw, 0)]
    size = steps = 0
    while todo:
        item, depth = todo.pop()
        size += 8
        if isinstance(item, dict):
            parts = cast(dict[object, Any], item)
            steps += "type" in parts
            size += sum(len(str(key)) for key in parts)
            todo += [(part, depth + 1) for part in parts.values()]
        elif isinstance(item, list | tuple):
            todo += [(part, depth + 1) for part in cast(list[Any], item)]
        elif isinstance(item, str):
            size += _text(item)
        _bounded(size, steps, depth)


def _text(text: str) -> int:
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"A text of the definition has {len(text):,} characters; {LONGEST_TEXT:,} are the most.")
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Invalid("A text of the definition holds characters that no text may hold.")
    return len(text)


def _bounded(size: int, steps: int, depth: int) -> None:
    if size > LARGEST:
        raise Invalid(
            f"The definition is too large: {LARGEST:,} characters are the most.", fields={"steps": "too large"}
        )
    if steps > 2 * MOST_STEPS or depth > 5 * DEEPEST:
        raise Invalid("The definition has too many steps or is nested too deeply.", fields={"steps": "too large"})
