"""Actions carried out for a run: each in a savepoint, as an operation of its own that can be undone."""

import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import DBAPIError

from app.automation.engine.port import Deed
from app.core.actions import Action, Effect, find, way_together
from app.core.actions.intake import validate
from app.core.actions.run import open_operation
from app.core.actor import Actor
from app.core.db import Session
from app.core.db.faults import translate
from app.core.db.session import become
from app.core.errors import AppError, Unavailable
from app.core.ids import new_id

log = logging.getLogger(__name__)


def do(session: Session, actor: Actor, name: str, arguments: dict[str, Any], why: str) -> Deed:
    """Carry out the action `name`, all of it or nothing. Raises AppError, and DBAPIError where the database is away."""
    known = find(name)
    values = validate(known.input, arguments)
    operation_id = None if known.effect is Effect.READ else new_id()
    with nested(session):
        become(session, actor, operation_id)
        if operation_id:
            open_operation(session, actor, known, operation_id, why=why, door="workflow")
        value = known.fn(session, actor, **values)
        session.flush()
        output = _dumped(known, value)
    session.info["operation_id"] = None
    return Deed(output, operation_id)


def do_together(
    session: Session, actor: Actor, name: str, asked: Sequence[dict[str, Any]], why: str
) -> list[Deed | AppError]:
    """Carry out an action once for each of `asked`, as one operation; an answer for each, or its error.

    Raises AppError where none of them was done, and DBAPIError where the database is away.
    """
    known, way = find(name), way_together(name)
    assert way
    checked = [_checked(known, arguments) for arguments in asked]
    good = [values for values in checked if not isinstance(values, AppError)]
    operation_id = None if known.effect is Effect.READ else new_id()
    with nested(session):
        become(session, actor, operation_id)
        if operation_id:
            open_operation(session, actor, known, operation_id, why=why, door="workflow")
        answers = iter(way(session, actor, good))
        session.flush()
        done = [values if isinstance(values, AppError) else next(answers) for values in checked]
        found = [one if isinstance(one, AppError) else Deed(_dumped(known, one), operation_id) for one in done]
    session.info["operation_id"] = None
    return found


def _checked(known: Action[..., Any], arguments: dict[str, Any]) -> dict[str, Any] | AppError:
    try:
        return validate(known.input, arguments)
    except AppError as error:
        return error


def _dumped(known: Action[..., Any], value: Any) -> Any:
    return known.output.dump_python(value, mode="json")


class nested:  # reads as what it is: a block
    """A savepoint whose failures come out as an AppError; only a lost connection ends the whole pass."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __enter__(self) -> None:
        self.session.flush()
        self.point = self.session.begin_nested()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            self._release()
            return
        if isinstance(error, DBAPIError) and isinstance(translate(error), Unavailable):
            return
        self.point.rollback()
        self.session.info["operation_id"] = None
        if isinstance(error, DBAPIError):
            raise translate(error) from error
        if isinstance(error, Exception) and not isinstance(error, AppError):
            log.error("A step failed", exc_info=error)
            raise AppError(f"Something went wrong on our side ({type(error).__name__}).") from error

    def _release(self) -> None:
        try:
            self.session.flush()
            self.point.commit()
        except DBAPIError as error:
            if isinstance(translate(error), Unavailable):
                raise
            self.point.rollback()
            raise translate(error) from error
