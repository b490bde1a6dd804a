"""The doctor: well parts, ill parts and their cure."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.embedded import postgres, redis
from app.core.embedded.servers import exported
from app.core.settings import CHECKOUT, settings
from app.serve.doctor import Finding, findings
from app.serve.migrate import migrate


@pytest.fixture
def well(bare: Path) -> Iterator[None]:
    """A migrated house on servers of its own."""
    with contextlib.ExitStack() as stack:
        url, cache = stack.enter_context(postgres(bare, durable=False)), stack.enter_context(redis(bare))
        stack.enter_context(exported({"DATABASE_URL": url, "REDIS_URL": cache}))
        migrate()
        yield


def _found() -> dict[str, Finding]:
    return {finding.part: finding for finding in findings()}


@pytest.mark.usefixtures("well")
def test_well_house_has_nothing_to_mend() -> None:
    found = _found()
    # The build may be stale while one works on pages; the doctor says so, and it is no fault here.
    ill = {part for part, finding in found.items() if not finding.ok} - {"front end", "port"}
    assert not ill
    assert {"postgres", "app login", "app entrance", "migrations", "vector", "redis", "node", "disk"} <= set(found)


@pytest.mark.usefixtures("well")
def test_each_ill_part_comes_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SMTP_PORT", "9")
        with exported({"REDIS_URL": "redis://127.0.0.1:9/0"}):
            found = _found()
    for part, cure in {"redis": "REDIS_URL", "mail": "SMTP_"}.items():
        assert not found[part].ok
        assert cure in found[part].mend
    assert not found["port"].ok
    assert "make run" in found["port"].said


def test_unreachable_database_is_one_finding(bare: Path) -> None:
    with exported({"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}):
        found = _found()
    assert not found["postgres"].ok
    assert "\n" not in found["postgres"].said
    assert "migrations" not in found


def test_json_and_exit_code(bare: Path) -> None:
    env = os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "STEWARD_DATA": str(settings().data)}
    command = [sys.executable, "-m", "app.cli", "doctor", "--json"]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert said["ok"] is False
    assert all(set(part) == {"part", "ok", "said", "mend"} for part in said["parts"])
