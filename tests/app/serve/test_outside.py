"""The distribution's own PostgreSQL, older and without vectors, does all the same."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from app.core import actions
from app.core.db import dispose
from app.core.embedded.account import hand_over
from app.core.embedded.child import spawn, stop
from app.core.embedded.servers import exported
from app.core.history import actions as history
from app.crm import contacts
from app.serve.doctor.database import database_findings
from app.serve.migrate import migrate
from tests.app.serve.test_up import _free_port
from tests.factories.people import new_owner

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
PASSWORD = "p@ss'w%rd"
pytestmark = pytest.mark.skipif(not PROGRAMS, reason="no PostgreSQL of the distribution under /usr/lib/postgresql")


def _run(command: list[str | Path]) -> None:
    process = spawn(command, subprocess.DEVNULL, as_account=True, folder=Path("/"))
    assert process.wait() == 0, command


@pytest.fixture
def outside(bare: Path) -> Iterator[str]:
    """The owner's address of a database on such a server: over TCP, by password, no superuser."""
    programs, port = PROGRAMS[-1].parent, _free_port()
    home, pw = bare / "outside", bare / "pw"
    home.mkdir()
    hand_over(home)
    bare.chmod(0o755)
    pw.write_text(PASSWORD)
    pw.chmod(0o644)
    _run([programs / "initdb", "-D", home, "-U", "super", "-A", "scram-sha-256", "-E", "UTF8", f"--pwfile={pw}"])
    options = ["-p", str(port), "-k", str(home), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    command = [PROGRAMS[-1], "-D", home, *options]
    process = spawn(command, subprocess.DEVNULL, signal.SIGINT, as_account=True, folder=Path("/"))
    url = make_url(f"postgresql://127.0.0.1:{port}/postgres").set(username="super", password=PASSWORD)
    try:
        _prepare(url.render_as_string(False))
        yield url.set(username="boss", database="shop").render_as_string(False)
        dispose()
    finally:
        stop(process, signal.SIGINT, 10)


def _prepare(url: str) -> None:
    for _ in range(100):
        try:
            with psycopg.connect(url, autocommit=True) as session:
                session.execute("create role boss login createrole password 'p@ss''w%rd'")
                session.execute("create database shop owner boss")
                return
        except psycopg.OperationalError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


def test_all_but_vectors_works_there(outside: str) -> None:
    with exported({"DATABASE_URL": outside}):
        migrate()
        found = {finding.part: finding for finding in database_findings()}
        assert all(finding.ok for finding in found.values()), found
        assert "everything works but semantic search" in found["vector"].said
        owner, other = new_owner(), new_owner()
        made = actions.run(owner, contacts.create, {"name": "Ada Lovelace"})
        assert not actions.run(other, contacts.list_, {}).value.items
        actions.run(owner, history.undo, {"operation_id": made.operation_id})
        assert not actions.run(owner, contacts.list_, {}).value.items
