"""Callers of the API: its real ASGI app over the test's database, a client for anybody."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api import build
from app.core.actor import Actor
from app.core.settings import Settings
from tests.factories.signing import sign_in

BASE = "http://testserver"
As = Callable[[Actor | None], TestClient]


@pytest.fixture(scope="session")
def api(ground: Settings) -> FastAPI:
    """The API of this run."""
    return build()


@pytest.fixture
def as_(api: FastAPI) -> Iterator[As]:
    """A client signed in by cookie as an actor, or as nobody."""
    clients: list[TestClient] = []

    def client(actor: Actor | None) -> TestClient:
        made = TestClient(api, base_url=BASE, raise_server_exceptions=False, headers={"Origin": BASE})
        if actor and actor.account_id:
            made.cookies.set("steward_session", sign_in(actor))
        clients.append(made)
        return made

    yield client
    for made in clients:
        made.close()
