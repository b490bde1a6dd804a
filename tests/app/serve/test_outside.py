"""The distribution's own servers, older and without vectors, do all the same."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql
from sqlalchemy import URL, func, select
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import dispose, house_session
from app.core.embedded import StartError
from app.core.embedded.servers import exported
from app.core.errors import Conflict
from app.core.history import actions as history
from app.core.queue import Job
from app.core.settings import CHECKOUT, settings
from app.crm import companies, contacts, leads
from app.crm.demo.load import load
from app.serve.doctor.database import database_findings
from app.serve.migrate import migrate
from tests.app.serve.distribution import MISSING, postgres_server, redis_server, run_as, shop
from tests.factories.logins import signed_up
from tests.jobs.looking import until

pytestmark = [pytest.mark.skipif(bool(MISSING), reason=MISSING), pytest.mark.slow]
WAITING = select(func.count()).where(col(Job.status).in_(["pending", "processing", "retrying"]))


@pytest.fixture(scope="module")
def server() -> Iterator[URL]:
    """The superuser's address of the distribution's PostgreSQL."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def outside(server: URL, bare: Path) -> Iterator[None]:
    """A migrated house whose every address names an outside server."""
    with redis_server() as cache:
        url = shop(server, "boss", rights=sql.SQL("createrole"))
        with exported({"DATABASE_URL": url, "REDIS_URL": cache}):
            migrate()
            yield
            dispose()


@pytest.mark.usefixtures("outside")
def test_all_but_vectors_works_there() -> None:
    parts = _doctor()
    # The build may be stale while one works on pages; that is no fault of the servers.
    assert not {part for part, found in parts.items() if not found["ok"]} - {"front end", "port"}, parts
    assert "everything works but semantic search" in parts["vector"]["said"]
    owner, _ = signed_up(sample=True)
    with pytest.raises(Conflict, match="here already"):
        actions.run(owner, load, {})
    _jobs_are_done()
    _found_and_taken_back(owner)
    assert not actions.run(signed_up()[0], contacts.list_, {}).value.items


def _doctor() -> dict[str, Any]:
    command = [sys.executable, "-m", "app.cli", "doctor", "--json"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return {part["part"]: part for part in json.loads(done.stdout)["parts"]}


def _jobs_are_done() -> None:
    assert _waiting() > 0
    worker = subprocess.Popen([sys.executable, "-m", "app.cli", "worker"], cwd=CHECKOUT, env=dict(os.environ))
    try:
        until(lambda: _waiting() == 0)
    finally:
        worker.terminate()
        assert worker.wait(30) == 0
    with house_session() as session:
        assert set(session.scalars(select(col(Job.status)))) == {"completed"}


def _waiting() -> int:
    with house_session() as session:
        return session.scalar(WAITING) or 0


def _found_and_taken_back(owner: Actor) -> None:
    lead = actions.run(owner, leads.list_, {"query": {"limit": 1}}).value.items[0]
    found = actions.run(owner, leads.list_, {"query": {"search": lead.name}}).value.items
    assert lead.id in {row.id for row in found}
    made = actions.run(owner, companies.create, {"name": "Zülpich Öl & Söhne"})
    assert actions.run(owner, companies.list_, {"query": {"search": "zulpich sohne"}}).value.items
    actions.run(owner, history.undo, {"operation_id": made.operation_id})
    assert not actions.run(owner, companies.list_, {"query": {"search": "zulpich"}}).value.items


def test_an_owner_without_the_right_to_make_logins_is_told_the_statement(server: URL, bare: Path) -> None:
    with exported({"DATABASE_URL": shop(server, "clerk", rights=sql.SQL("nocreaterole"))}):
        with pytest.raises(StartError, match="let its administrator run: create role") as refusal:
            migrate()
        mend = {finding.part: finding.mend for finding in database_findings() if not finding.ok}
        by_hand = str(refusal.value).split("run: ")[1]
        assert by_hand in mend["app login"]
        run_as(server, sql.SQL(by_hand))  # pyright: ignore[reportArgumentType]  # as the administrator would
        migrate()
        found = list(database_findings())
        assert all(finding.ok for finding in found), found
        assert signed_up()[0].tenant_id
        dispose()
    assert re.search(r"create role \"?clerk_app", by_hand)
    assert settings().database_url is None
