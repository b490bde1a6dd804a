"""Writes a migration out of the difference between the tables in the code and those the migrations make."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from app.core.db import owner_engine
from app.core.embedded import postgres
from app.core.embedded.servers import exported
from app.serve.migrate import alembic_config


def revise(message: str) -> list[Path]:
    """Write `alembic/versions/<number>_<message>.py` by the help of an empty database; returns the files written."""
    folder = Path(tempfile.mkdtemp(prefix="steward-revision-"))
    try:
        with postgres(folder, durable=False) as url, exported({"DATABASE_URL": url}):
            return _tidied(_written(message))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(message: str) -> list[Path]:
    with owner_engine().begin() as connection:
        config = alembic_config(connection)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.upgrade(config, "head")
        made = command.revision(config, message, autogenerate=True, rev_id=_next_number())
    scripts = made if isinstance(made, list) else [made]
    return [Path(script.path) for script in scripts if script]


def _tidied(paths: list[Path]) -> list[Path]:
    for words in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *words, *paths], check=False)
    return paths


def _next_number() -> str:
    known = [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()]
    return f"{max(map(int, known), default=0) + 1:04d}"
