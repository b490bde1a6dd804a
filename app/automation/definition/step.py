"""What every step has: its id, name, delay, time-out, retries and what to do on an error."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, SerializeAsAny, StringConstraints

from app.automation.definition.durations import Duration
from app.automation.definition.naming import called
from app.automation.definition.part import Part, Short

StepId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,79}$")]


class Retry(Part):
    """How often a failed step is tried in all, and how long after the first failure; the wait doubles each time."""

    attempts: Annotated[int, Field(ge=1, le=20)] = 3
    delay: Duration = "30s"


class Step(Part):
    """One step. `id` stays the same over edits and versions; `delay` is a wait before it."""

    id: StepId
    type: str
    name: Short | None = None
    delay: Duration | None = None
    timeout: Duration | None = None
    retry: Retry | None = None
    on_error: "Literal['stop', 'continue'] | OnError" = "stop"

    @property
    def title(self) -> str:
        """What people call the step."""
        return self.name or called(self)

    def children(self) -> Iterator[tuple[str, "Steps"]]:
        """The lists of steps below this one, each with its place ("ifTrue", "branches.0"); `onError` comes last."""
        yield from self.inner()
        if isinstance(self.on_error, OnError):
            yield "onError", self.on_error.steps

    def inner(self) -> Iterator[tuple[str, "Steps"]]:
        """The lists of steps that belong to the type of the step."""
        yield from ()

    def templates(self) -> Iterator[tuple[str, Any]]:
        """The fields whose values may hold Liquid templates, with their values."""
        yield from ()


Steps = tuple[SerializeAsAny[Step], ...]


class OnError(Part):
    """The steps to take instead when a step has failed for good; the run then goes on after it."""

    steps: Steps


Step.model_rebuild()
