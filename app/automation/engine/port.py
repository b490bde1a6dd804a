"""The world as a run meets it: the database when it runs, a description of it when it is tried out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from app.automation.definition import Act, Approval, Http, SubWorkflow, WaitForEvent

Scope = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """What an action brought, the operation by which it can be undone, and how long it took.

    `duration_ms` is measured where the action was not done at once when it was asked for; of a set it is the share.
    """

    output: Any
    operation_id: UUID | None = None
    duration_ms: int = 0


class Port(Protocol):
    """What steps ask of the world. `key` names the step for good; asking twice with one key does it once.

    Answers to what leaves the house come later as signals of the same key. All raise AppError.
    """

    def act(self, key: str, step: Act, arguments: dict[str, Any]) -> Deed | None:
        """Carry out an action in this transaction, all of it or nothing.

        None says that it is done together with the same of other runs: ask again in a moment, in the same pass.
        """
        ...

    def mail(self, key: str, template: str, to: str, scope: Scope) -> None:
        """Have a mail sent; a signal "settled" follows."""
        ...

    def call(self, key: str, step: Http, request: dict[str, Any]) -> None:
        """Have a web call made; a signal "settled" follows."""
        ...

    def ask(self, key: str, step: Approval, to: str, message: str, until: datetime | None) -> None:
        """Ask a person or role; a signal "answered" follows."""
        ...

    def remind(self, key: str, step: Approval, escalate: bool) -> None:
        """Ask again, or ask those it is escalated to."""
        ...

    def listen(self, key: str, step: WaitForEvent) -> None:
        """Have an event waited for; a signal "event" follows."""
        ...

    def overheard(self, step: WaitForEvent, since: datetime) -> dict[str, Any] | None:
        """The event, if it came between the moment at which the step began and its being listened for."""
        ...

    def child(self, key: str, step: SubWorkflow, context: dict[str, Any]) -> str:
        """Start another workflow and return the id of its run; a signal "child" follows at its end."""
        ...

    def fact(self, path: str, scope: Scope) -> bool:
        """Whether something is so at this moment."""
        ...

    def current(self, scope: Scope) -> Scope:
        """The scope with the record it is about as it is now."""
        ...

    def gone(self) -> bool:
        """Whether the record that the run is about is no longer there."""
        ...

    def withdraw(self, keys: list[str]) -> None:
        """No longer wait for what these steps asked for."""
        ...
