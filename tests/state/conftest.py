"""A running web process, and people signed in to it."""

from collections.abc import Callable, Iterator

import pytest

from app.accounts import sessions
from app.core.actor import Actor
from app.core.db import house_session
from app.core.settings import Settings
from tests.factories.web import web


@pytest.fixture(scope="session")
def address(house: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the web process of this run answers."""
    with web(tmp_path_factory.mktemp("web") / "web.log") as url:
        yield url


@pytest.fixture
def sign_in(house: Settings) -> Callable[[Actor], str]:
    """Sign an actor in; gives the token of the cookie."""

    def signed(actor: Actor) -> str:
        assert actor.account_id
        with house_session() as session:
            return sessions.start(session, actor.account_id, actor.tenant_id)[0]

    return signed
