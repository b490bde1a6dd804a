"""Nobody, viewers and other organisations are refused at every action, endpoint and handler, by the registries."""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import pytest
from pydantic_core import to_jsonable_python
from reflex_base.registry import RegistrationContext
from sqlalchemy import text
from sqlmodel import SQLModel
from starlette.testclient import TestClient

import app.app as root
from app.api import build
from app.core import actions, limits
from app.core.access import VIEWER, Permission
from app.core.actions import Action, Effect, registered
from app.core.actor import NOBODY, Actor
from app.core.db import owner_engine
from app.core.errors import AppError, Refused, Unauthenticated
from app.core.ids import new_id
from state import gate
from tests.factories.arguments import arguments, payload
from tests.factories.signing import sign_in
from tests.factories.tab import Tab

# Other tests of the same run may have registered actions and handlers of their own.
ALL = [action for action in registered() if action.fn.__module__.startswith("app.")]
GUARDED = [action for action in ALL if action.permission is not Permission.PUBLIC]
FORBIDDEN = [action for action in GUARDED if action.permission not in VIEWER | {Permission.SELF}]
MARK = "Marked for nobody else"
FRAME = "reflex___state____state.state___session____session_state.refresh"
ENDING = {"account.log_out", "account.log_out_everywhere", "account.change_password", "account.end_session"}
OPEN_PATHS = {"/api/health", "/api/session", "/api/outbox"}


def names(action: Action[..., Any]) -> str:
    return action.name


@pytest.mark.parametrize("action", GUARDED, ids=names)
def test_nobody_is_refused_by_every_action(action: Action[..., Any]) -> None:
    with pytest.raises(Unauthenticated):
        actions.run(NOBODY, action, {})


@pytest.mark.parametrize("action", FORBIDDEN, ids=names)
def test_viewers_are_refused_by_every_action_beyond_their_role(viewer: Actor, action: Action[..., Any]) -> None:
    with pytest.raises(Refused):
        actions.run(viewer, action, {})


def tenant_tables() -> list[str]:
    return [table.name for table in SQLModel.metadata.sorted_tables if "tenant_id" in table.columns]


def fingerprints(actor: Actor) -> dict[str, str]:
    """One hash a table over all rows of the actor's tenant, read past every policy."""
    found: dict[str, str] = {}
    with owner_engine().connect() as connection:
        for name in tenant_tables():
            query = (
                f'select md5(string_agg(t::text, chr(10) order by t::text)) from "{name}" t where tenant_id = :tenant'
            )
            found[name] = str(connection.execute(text(query), {"tenant": actor.tenant_id}).scalar())
    return found


def record_ids(actor: Actor) -> list[UUID]:
    """The first record of each table of the actor's tenant."""
    found: list[UUID] = []
    with owner_engine().connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if {"tenant_id", "id"} <= set(table.columns.keys()):
                query = f'select id from "{table.name}" where tenant_id = :tenant limit 1'
                found += connection.execute(text(query), {"tenant": actor.tenant_id}).scalars()
    return found


@pytest.fixture
def full(owner: Actor) -> Actor:
    """An owner with a record of every kind that an action can create, marked in its name."""
    for action in ALL:
        if action.name.endswith(".create") and action.effect is Effect.WRITE:
            given = arguments(action, new_id(), everything=False)
            given |= {name: MARK for name in given if name in {"name", "title", "body"}}
            try:
                actions.run(owner, action, given)
            except AppError:
                continue
    return owner


def differing(calls: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of them that are not the same; most actions that only read ask for no record."""
    return [json.loads(call) for call in dict.fromkeys(json.dumps(to_jsonable_python(call)) for call in calls)]


@pytest.mark.slow
def test_others_reach_no_record_by_any_action(full: Actor, other: Actor) -> None:
    before, leaks = fingerprints(full), list[str]()
    ids = record_ids(full)
    assert len(ids) > 5
    for action in ALL:
        for given in differing(arguments(action, record_id) for record_id in ids):
            try:
                value = actions.run(other, action, given).value
            except AppError:
                continue
            if MARK in json.dumps(to_jsonable_python(value)):
                leaks.append(action.name)
    assert leaks == []
    assert fingerprints(full) == before


def calls() -> Iterator[tuple[str, str, dict[str, Any]]]:
    with TestClient(build()) as client:
        for path, methods in client.get("/api/openapi.json").json()["paths"].items():
            for method, call in methods.items():
                yield method.upper(), path, call


def test_nobody_and_viewers_are_refused_at_every_endpoint(viewer: Actor) -> None:
    nobody, reader = TestClient(build()), TestClient(build(), cookies={"steward_session": sign_in(viewer)})
    allowed = {Permission.PUBLIC, Permission.SELF, *VIEWER}
    for method, path, call in calls():
        at = path.replace("{id}", str(new_id())).replace("{name}", "revenue")
        permission = call.get("x-permission")
        if path not in OPEN_PATHS and permission != Permission.PUBLIC:
            # There are more endpoints than a stranger may call in a minute.
            limits.forget("person", "testclient", 60)
            assert nobody.request(method, at).status_code == 401, (method, path)
        if permission and permission not in allowed:
            assert reader.request(method, at).status_code == 403, (method, path)


def handlers() -> dict[str, Any]:
    known = RegistrationContext.ensure_context().event_handlers
    return {
        name: entry.handler
        for name, entry in known.items()
        if name not in gate.FRAMEWORK and ".setvar" not in name and ".tests___" not in name
    }


def called(handler: Any) -> set[str]:
    return {action.name for action in getattr(handler.fn, "__calls__", ())}


def test_every_handler_names_its_actions() -> None:
    assert root.app is not None
    for name, handler in handlers().items():
        assert hasattr(handler.fn, "__calls__"), f"{name} is not made with @calls(…)"


def test_nobody_reaches_any_handler(address: str) -> None:
    with Tab(address) as tab:
        tab.load()
        tab.until("is_hydrated")
        for name, handler in handlers().items():
            if name not in gate.PUBLIC:
                tab.send(name, **payload(handler, new_id()))
                tab.until("location.replace")


def test_others_reach_no_record_by_any_handler(address: str, full: Actor, other: Actor) -> None:
    before, ids, heard = fingerprints(full), record_ids(full), ""
    kept = {name: handler for name, handler in handlers().items() if not ENDING & called(handler)}
    with Tab(address, session=sign_in(other)) as tab:
        tab.load()
        for name, handler in kept.items():
            for record_id in ids:
                tab.send(name, **payload(handler, record_id))
        tab.send(FRAME)
        heard = tab.until(other.name, 60)
    assert MARK not in heard
    assert fingerprints(full) == before


def test_viewers_change_nothing_by_any_handler(address: str, full: Actor, viewer: Actor) -> None:
    refused = {action.name for action in FORBIDDEN}
    token, ids = sign_in(viewer), record_ids(full)
    own = {"login_session", "operation", "answer"}
    before = {name: mark for name, mark in fingerprints(full).items() if name not in own}
    with Tab(address, session=token) as tab:
        tab.load()
        for name, handler in handlers().items():
            if called(handler) and called(handler) <= refused:
                for record_id in ids:
                    tab.send(name, **payload(handler, record_id))
        tab.heard(10)
    after = {name: mark for name, mark in fingerprints(full).items() if name not in own}
    assert after == before
