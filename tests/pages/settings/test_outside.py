"""Connectors and sources of figures as their pages handle them."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from app.core import times
from app.core.actor import Actor
from state.analytics.sources import FigureSourcesState
from state.marketing.connectors import ConnectorsState
from tests.factories.outside import Outside, outside
from tests.factories.states import call, state_of
from tests.factories.work import clear_queue, worked


@pytest.fixture
def server(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """A platform that takes posts and tells figures."""
    clear_queue()
    with outside(monkeypatch) as made:
        yield made


def page(kind: Any, actor: Actor) -> Any:
    state = state_of(kind, actor)
    call(state, "load")
    return state


def work(path: str) -> None:
    worked(UUID(path.removeprefix("/jobs/")))


def test_a_connector_is_set_up_tried_and_removed(owner: Actor, server: Outside) -> None:
    server.answer = lambda asked: (201, "application/json", b'{"id": 7, "url": "https://example.com/7"}')
    state = page(ConnectorsState, owner)
    call(state, "open_dialog", "edit", "")
    form = {"platform": "Chat", "url": f"{server.url}/hook", "secret": "s3cret", "active": "on"}
    assert "is kept" in call(state, "save", form)
    (one,) = state.rows
    assert (one["has_secret"], one["active"], "s3cret" in json.dumps(state.dict(), default=str)) == (True, True, False)
    call(state, "open_dialog", "edit", one["id"])
    call(state, "save", {"url": f"{server.url}/other", "secret": "", "active": "on", "dedupes": "on"})
    assert (state.rows[0]["url"], state.rows[0]["has_secret"]) == (f"{server.url}/other", True)
    call(state, "open_dialog", "post", one["id"])
    call(state, "post", {"text": "A test", "link": ""})
    work(state.log[0]["job"])
    call(state, "refresh")
    assert (state.log[0]["state"], state.log[0]["url"]) == ("posted", "https://example.com/7")
    assert server.asked[0].headers["authorization"] == "Bearer s3cret"
    call(state, "delete", one["id"])
    assert (state.rows, len(state.log)) == ([], 1)


def test_a_source_is_set_up_fetched_and_told(owner: Actor, server: Outside) -> None:
    day = times.utc_now().date().isoformat()
    server.answer = lambda asked: (200, "text/csv", f"date,sessions\n{day},4\nnever,1\n".encode())
    state = page(FigureSourcesState, owner)
    call(state, "open_form", "")
    form = {"platform": "Site", "url": f"{server.url}/csv", "format": "csv", "schedule": "daily", "active": "on"}
    form |= {"event_name": "=visit", "timestamp": "date", "value": "sessions", "header": "X-Key", "secret": "s3cret"}
    assert "is kept" in call(state, "save", form)
    (one,) = state.rows
    assert (one["headers"], one["last"], bool(one["next"]), one["event_name"]) == ("X-Key", "", True, "=visit")
    assert "s3cret" not in json.dumps(state.dict(), default=str)
    work("/jobs/" + call(state, "fetch", "Site").partition("/jobs/")[2][:36])
    call(state, "refresh")
    (one,) = state.rows
    assert (one["fetched"], one["written"], one["refused"], one["events"]) == (2, 1, 1, 1)
    assert server.asked[0].headers["x-key"] == "s3cret"
    call(state, "open_form", one["id"])
    call(state, "save", {**form, "header": "", "secret": "", "active": ""})
    assert (state.rows[0]["headers"], state.rows[0]["next"]) == ("X-Key", "")
    assert "switched off" in call(state, "fetch", "Site")


def test_a_source_within_the_house_is_refused_at_its_field(owner: Actor) -> None:
    state = page(FigureSourcesState, owner)
    call(state, "open_form", "")
    call(state, "save", {"platform": "Site", "url": "ftp://10.0.0.1/x", "format": "csv"})
    assert state.errors["url"]
