"""Sessions opened for an actor: the transaction carries tenant, person, reach and operation as settings."""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Text, bindparam, event, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session as Session
from sqlalchemy.orm import SessionTransaction

from app.core.actor import Actor
from app.core.db.engine import app_engine

SETTINGS = "settings"
HOOKS = "after_commit"


@lru_cache(maxsize=16)
def _setting(names: tuple[str, ...]) -> Select[Any]:
    # Made once, for every unit of work begins with it.
    return select(*(func.set_config(name, bindparam(name, type_=Text()), True) for name in names))


def _set(connection: Connection, values: dict[str, str]) -> None:
    connection.execute(_setting(tuple(values)), values)


def _announce(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    # A savepoint inherits the settings of its transaction; setting them again would only cost a round trip.
    if transaction.nested or SETTINGS not in session.info:
        return
    _set(connection, session.info[SETTINGS])


event.listen(Session, "after_begin", _announce)


def _run_hooks(session: Session) -> None:
    for hook in session.info.pop(HOOKS, []):
        hook()


def after_commit(session: Session, hook: Callable[[], None]) -> None:
    """Run `hook` once this session has committed; it is dropped when the session rolls back."""
    session.info.setdefault(HOOKS, []).append(hook)


@contextmanager
def _unit(values: dict[str, str]) -> Generator[Session]:
    with Session(app_engine(), expire_on_commit=False) as session:
        session.info[SETTINGS] = values
        yield session
        session.commit()
        _run_hooks(session)


def _identity(actor: Actor, operation_id: UUID | None) -> dict[str, str]:
    return {
        "app.tenant_id": str(actor.tenant_id or ""),
        "app.member_id": str(actor.member_id or ""),
        "app.reach": actor.reach.value,
        "app.operation_id": str(operation_id or ""),
    }


@contextmanager
def open_session(actor: Actor, operation_id: UUID | None = None) -> Generator[Session]:
    """One unit of work for `actor`: commits at the end, rolls back on any exception."""
    with _unit({**_identity(actor, operation_id), "app.house": ""}) as session:
        session.info["actor"] = actor
        yield session


def become(session: Session, actor: Actor, operation_id: UUID | None = None) -> None:
    """Act as `actor` for the rest of this transaction: for public actions that find out whom they serve."""
    session.flush()
    session.info["actor"] = actor
    session.info[SETTINGS] = {**session.info[SETTINGS], **_identity(actor, operation_id)}
    _set(session.connection(), _identity(actor, operation_id))


@contextmanager
def as_house(session: Session) -> Generator[None]:
    """See the tables of `HouseRow` over all tenants for the length of the block, in the same transaction."""
    session.flush()
    _set(session.connection(), {"app.house": "on"})
    try:
        yield
        session.flush()
    except BaseException:
        # A transaction that has failed takes no command any more, and ends without having kept the setting.
        with suppress(SQLAlchemyError):
            _leave_house(session)
        raise
    _leave_house(session)


def _leave_house(session: Session) -> None:
    _set(session.connection(), {"app.house": session.info[SETTINGS]["app.house"]})


@contextmanager
def house_session() -> Generator[Session]:
    """One unit of work of the house itself: it sees the tables of `HouseRow` over all tenants, and nothing else."""
    values = dict.fromkeys(("app.tenant_id", "app.member_id", "app.operation_id"), "")
    with _unit({**values, "app.reach": "all", "app.house": "on"}) as session:
        yield session
