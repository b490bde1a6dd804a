"""Every step of a definition with its place."""

from collections.abc import Iterator

from app.automation.definition.step import Step, Steps


def walk(steps: Steps, place: str = "") -> Iterator[tuple[str, Step]]:
    """Each step, a holder before what it holds, with its place counted from 0: "2", "2.ifTrue.0", "3.branches.1.0"."""
    for at, step in enumerate(steps):
        here = f"{place}{at}"
        yield here, step
        for name, inner in step.children():
            yield from walk(inner, f"{here}.{name}.")
