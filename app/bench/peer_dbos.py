"""DBOS as the peer: the same five steps that do nothing, in a database of its own on the same server."""

import importlib
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import make_url, text

from app.core.db import owner_engine
from app.core.ids import new_id
from app.core.settings import settings


class Dbos:
    """A running DBOS; its database goes with it."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.database = f"bench_dbos_{new_id().hex[-12:]}"

    def __enter__(self) -> "Dbos":
        # An optional part: it is only there where the peers are installed.
        part: Any = importlib.import_module("dbos")
        self._admin(f'create database "{self.database}"')
        url = make_url(settings().database_url or "").set(drivername="postgresql", database=self.database)
        part.DBOS(config={"name": "bench", "system_database_url": url.render_as_string(False)})
        logging.getLogger("dbos").setLevel(logging.ERROR)
        self.peer = part.DBOS
        self.workflow = _workflow(self.peer, self.steps)
        self.peer.launch()
        return self

    def __exit__(self, *_: object) -> None:
        self.peer.destroy()
        self._admin(f'drop database "{self.database}" with (force)')

    def run(self, runs: int) -> None:
        """Start so many workflows and wait for all of them."""
        handles = [self.peer.start_workflow(self.workflow) for _ in range(runs)]
        for handle in handles:
            handle.get_result()

    def _admin(self, command: str) -> None:
        with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(command))


def _workflow(peer: Any, steps: int) -> Callable[[], None]:
    @peer.step()
    def nothing() -> None:
        return None

    @peer.workflow()
    def five() -> None:
        for _ in range(steps):
            nothing()

    return five
