"""Steps that hold others: conditions, branches, loops, approvals."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from app.automation.definition.durations import Duration
from app.automation.definition.part import Part, Path, Rules, Short, Text
from app.automation.definition.step import Step, Steps


class Condition(Step):
    """Take `ifTrue` or `ifFalse` by a fact read at that moment (`check`, a dotted path) or by `rules`."""

    check: Path | None = None
    rules: Rules | None = None
    if_true: Steps = ()
    if_false: Steps = ()

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.check is None) == (self.rules is None):
            raise ValueError("give either check or rules")
        return self

    def inner(self) -> Iterator[tuple[str, Steps]]:
        yield "ifTrue", self.if_true
        yield "ifFalse", self.if_false


class Case(Part):
    """One way of a branch, taken when its `rules` hold."""

    name: Short
    rules: Rules
    steps: Steps = ()


class Branch(Step):
    """Take the first of `branches` whose rules hold, else `otherwise`."""

    branches: Annotated[tuple[Case, ...], Field(min_length=1, max_length=20)]
    otherwise: Steps = ()

    def inner(self) -> Iterator[tuple[str, Steps]]:
        for at, case in enumerate(self.branches):
            yield f"branches.{at}", case.steps
        yield "otherwise", self.otherwise


class Lane(Part):
    """One of the ways that are taken side by side."""

    name: Short
    steps: Steps = ()


class Parallel(Step):
    """Take all `branches` side by side; go on when all (or any one) of them are through."""

    branches: Annotated[tuple[Lane, ...], Field(min_length=1, max_length=20)]
    join: Literal["all", "any"] = "all"

    def inner(self) -> Iterator[tuple[str, Steps]]:
        for at, lane in enumerate(self.branches):
            yield f"branches.{at}", lane.steps


class Loop(Step):
    """Take `steps` once for each of `items` (a path, template or list), which they read as `item` or the name `as`."""

    items: Text | list[Any]
    as_: Annotated[Path, Field(alias="as")] = "item"
    steps: Annotated[Steps, Field(min_length=1)]
    limit: Annotated[int, Field(ge=1, le=1_000)] = 100

    def inner(self) -> Iterator[tuple[str, Steps]]:
        yield "steps", self.steps

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield "items", self.items


class Whom(Part):
    """Who is asked: a member (id, address or template) or everybody of a role."""

    member: Short | None = None
    role: Short | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.member is None) == (self.role is None):
            raise ValueError("give either member or role")
        return self


class Approval(Step):
    """Ask a person or role; remind, then escalate, then (after `timeout`) count as rejected."""

    to: Whom
    message: Text
    remind_after: Duration | None = None
    escalate_after: Duration | None = None
    escalate_to: Whom | None = None
    timeout: Duration | None = "7d"
    if_approved: Steps = ()
    if_rejected: Steps = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.escalate_after is None) != (self.escalate_to is None):
            raise ValueError("escalateAfter and escalateTo go together")
        return self

    def inner(self) -> Iterator[tuple[str, Steps]]:
        yield "ifApproved", self.if_approved
        yield "ifRejected", self.if_rejected

    def templates(self) -> Iterator[tuple[str, Any]]:
        yield from {"message": self.message, "to.member": self.to.member}.items()
