"""The one entrance: permission, validation, unit of work, operation, answer."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.core.actions import idempotency
from app.core.actions.intake import validate
from app.core.actions.registry import Action, Effect
from app.core.actor import Actor
from app.core.db import Session, open_session
from app.core.db.faults import lost, retryable, translate
from app.core.errors import Unavailable
from app.core.events.record import TOPICS
from app.core.history.models import Operation
from app.core.ids import new_id
from app.core.said import heard

R = TypeVar("R")
Call = tuple[Action[..., Any], Mapping[str, Any]]
TRIES = 3


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What a call brought: its value, and the operation by which it can be undone (none for a reading call).

    `then` holds what the calls that followed it in the same transaction read.
    """

    value: R
    operation_id: UUID | None = None
    replayed: bool = False
    then: tuple[Any, ...] = ()


def run(
    actor: Actor,
    action: Action[..., R],
    arguments: Mapping[str, Any],
    *,
    key: str | None = None,
    why: str | None = None,
    door: str = "ui",
    then: Sequence[Call] = (),
) -> Done[R]:
    """Check, validate and carry out `action` for `actor` in one transaction.

    `key` is the Idempotency-Key of a writing call, `why` the reason kept with its operation, `door` the way it came;
    `then` are reading actions with their arguments that see what it did. Raises an AppError; nothing is left
    half-written.
    """
    values = _taken(actor, action, arguments)
    after = [(reader, _taken(actor, reader, given)) for reader, given in then]
    if any(reader.effect is not Effect.READ for reader, _ in after):
        raise ValueError("What follows an action in its transaction only reads.")
    if action.effect is Effect.READ:
        done = _guarded(lambda: _read(actor, action, values, after), again=lost)
    else:
        done = _guarded(lambda: _write(actor, action, values, key, why, door, after))
    return heard(actor.locale, done)


def _taken(actor: Actor, action: Action[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    actor.check(action.permission)
    return validate(action.input, arguments)


def _guarded(work: Callable[[], Done[R]], again: Callable[[DBAPIError], bool] = retryable) -> Done[R]:
    for attempt in range(TRIES):
        try:
            return work()
        except PoolTimeout as error:
            raise Unavailable("Too many people are asking at this moment; nothing was changed. Try again.") from error
        except DBAPIError as error:
            if not (retryable(error) or again(error)) or attempt == TRIES - 1:
                raise translate(error) from error
    raise AssertionError("unreachable")


def _read(actor: Actor, action: Action[..., R], values: dict[str, Any], after: Sequence[Call]) -> Done[R]:
    with open_session(actor) as session:
        value = action.fn(session, actor, **values)
        return Done(value, then=_follow(session, actor, after))


def _follow(session: Session, actor: Actor, after: Sequence[Call]) -> tuple[Any, ...]:
    return tuple(reader.fn(session, actor, **values) for reader, values in after)


def _write(
    actor: Actor,
    action: Action[..., R],
    values: dict[str, Any],
    key: str | None,
    why: str | None,
    door: str,
    after: Sequence[Call],
) -> Done[R]:
    operation_id = new_id() if actor.tenant_id else None
    with open_session(actor, operation_id) as session:
        if key and operation_id and (earlier := idempotency.claim(session, actor, key, action.name, values)):
            answer = action.output.validate_python(earlier.response)
            return Done(answer, earlier.operation_id, True, _follow(session, actor, after))
        if operation_id:
            open_operation(session, actor, action, operation_id, why=why, door=door)
        value = action.fn(session, actor, **values)
        session.flush()
        if key and operation_id:
            response = action.output.dump_python(value, mode="json", context=idempotency.KEPT)
            idempotency.settle(session, actor, key, response, operation_id)
        announce(session, actor)
        read = _follow(session, actor, after)
    return Done(value, operation_id, then=read)


def open_operation(
    session: Session,
    actor: Actor,
    action: Action[..., Any],
    operation_id: UUID,
    *,
    why: str | None = None,
    door: str = "ui",
) -> None:
    """Write down that `actor` is carrying out `action`; a public action calls it once it knows for whom it works."""
    session.info["operation_id"] = operation_id
    session.add(
        Operation(
            id=operation_id,
            action=action.name,
            title=action.title,
            why=why,
            door=door,
            actor_kind=actor.kind.value,
            actor_name=actor.name,
            member_id=actor.member_id,
        )
    )
    session.flush()


def announce(session: Session, actor: Actor) -> None:
    """Wake the open pages of the tenant with the topics touched; delivered by PostgreSQL at the commit."""
    topics: set[str] = session.info.pop(TOPICS, set())
    if topics and actor.tenant_id:
        note: dict[str, Any] = {"tenant": str(actor.tenant_id), "topics": sorted(topics)}
        if operation := session.info.get("operation_id"):
            note["operation"] = str(operation)
        session.execute(select(func.pg_notify("steward_live", json.dumps(note))))
