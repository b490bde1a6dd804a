"""Steps that do something: wait, send, call, set, stop, and every action by its name."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from app.automation.definition.durations import Duration, LooseDuration
from app.automation.definition.part import Path, Rules, Short, Text
from app.automation.definition.step import Step, Steps


class Wait(Step):
    """Go on after `duration`, or at the moment `until` (ISO 8601, or a template that gives one)."""

    duration: LooseDuration | None = None
    until: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.duration is None) == (self.until is None):
            raise ValueError("give either duration or until")
        return self

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield from {"duration": self.duration, "until": self.until}.items()


class WaitForEvent(Step):
    """Go on when `event` happens to the same subject (or matching `match`); after `timeout` take `onTimeout`."""

    event: Short
    match: Rules | None = None
    timeout: Duration | None = "30d"
    on_timeout: Steps = ()

    def inner(self) -> Iterator[tuple[str, Steps]]:
        yield "onTimeout", self.on_timeout


class SendEmail(Step):
    """Send the mail `template`; `to` is the subject's address unless given."""

    template: Short
    to: Text | None = None
    variables: list[Path] | dict[str, Any] = Field(default_factory=list[Path])

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield "to", self.to
        if isinstance(self.variables, dict):
            yield "variables", self.variables


class Http(Step):
    """Call `url`; unless the method or `idempotent` says that it may be repeated, an unknown outcome stops the run."""

    method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    url: Text
    headers: dict[str, str] = Field(default_factory=dict)
    body: Any = Field(default=None, alias="json")
    idempotent: bool = False

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield from {"url": self.url, "headers": self.headers, "json": self.body}.items()


class Set(Step):
    """Set variables of the run, read later as `vars.<name>`."""

    values: dict[Path, Any] = Field(default_factory=dict)

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield "values", self.values


class Stop(Step):
    """End the whole run."""

    reason: Text | None = None
    outcome: Literal["completed", "failed"] = "completed"

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield "reason", self.reason


class SubWorkflow(Step):
    """Start another workflow (by id or name) with `context`, and wait for its end unless told not to."""

    workflow: Short
    context: dict[str, Any] = Field(default_factory=dict)
    wait: bool = True

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield "context", self.context


class Act(Step):
    """Carry out an action of the house; `type` is "action" with its name in `action`, or the name itself."""

    action: Annotated[str, Field(max_length=80)]
    arguments: dict[str, Any] = Field(default_factory=dict)

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield from ((f"arguments.{name}", value) for name, value in self.arguments.items())
