"""`make setup` on machines that lack something: one line that says what to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app.core.settings import CHECKOUT

SHELL = ("sh", "cat", "dirname", "mkdir", "tail", "head", "grep", "rm", "env")


@pytest.fixture
def stray(tmp_path: Path) -> Path:
    """A checkout that has only the setup script, and a PATH with a shell but no Python."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(CHECKOUT / ".ci" / "setup", tmp_path / ".ci" / "setup")
    (tmp_path / "bin").mkdir()
    for name in SHELL:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or "/bin/false")
    return tmp_path


def _set_up(stray: Path) -> subprocess.CompletedProcess[str]:
    command = [str(stray / ".ci" / "setup")]
    return subprocess.run(command, env={"PATH": str(stray / "bin")}, capture_output=True, text=True, check=False)


def _fake_python(stray: Path, script: str) -> None:
    (stray / "bin" / "python3").write_text(f"#!/bin/sh\n{script}\n")
    (stray / "bin" / "python3").chmod(0o755)


def test_missing_python_is_one_line(stray: Path) -> None:
    done = _set_up(stray)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_old_python_does_not_count(stray: Path) -> None:
    _fake_python(stray, "exit 1")
    assert "Python 3.11 or newer is needed" in _set_up(stray).stderr


def test_missing_venv_names_the_package(stray: Path) -> None:
    _fake_python(stray, 'case "$2" in *ensurepip*) exit 1;; *version_info\\[*) echo 3.12;; esac')
    done = _set_up(stray)
    assert done.returncode != 0
    assert "apt-get install python3.12-venv" in done.stderr
    assert done.stderr.count("\n") == 1
