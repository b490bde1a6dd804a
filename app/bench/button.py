"""Builds and starts the one-button app beside Steward, in the way that Steward itself is built and served."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from app.core.embedded import StartError
from app.core.embedded.child import spawn, stop
from app.core.settings import CHECKOUT
from app.serve.build import environment
from app.serve.origin import free_of_origin
from app.serve.ready import await_web
from app.serve.web import REFLEX

SOURCE = Path(__file__).parent / "button_app"
FOLDER = CHECKOUT / ".build" / "button"
CONFIG = """import reflex as rx

config = rx.Config(app_name="button_app", telemetry_enabled=False, show_built_with_reflex=False,
    state_manager_mode=rx.constants.StateManagerMode.MEMORY, cors_allowed_origins=["*"],
    disable_plugins=[rx.plugins.SitemapPlugin])
"""
PATIENCE = 10


def built() -> Path:
    """The folder of the app with its front end, built anew where its source has changed. Raises StartError."""
    source = (SOURCE / "button_app.py").read_text()
    kept, web = FOLDER / "button_app" / "button_app.py", FOLDER / ".web"
    if kept.exists() and kept.read_text() == source and (web / "build" / "client").is_dir():
        return FOLDER
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(SOURCE, FOLDER / "button_app", ignore=shutil.ignore_patterns("__pycache__"))
    (FOLDER / "rxconfig.py").write_text(CONFIG)
    _export()
    free_of_origin(web / "build")
    return FOLDER


def _export() -> None:
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    log = FOLDER / "frontend.log"
    with log.open("wb") as out:
        code = subprocess.call(command, cwd=FOLDER, env=environment(), stdout=out, stderr=subprocess.STDOUT)
    if code:
        (FOLDER / "button_app" / "button_app.py").unlink()
        raise StartError(f"The one-button app could not be built; the log is {log}")


@contextlib.contextmanager
def button(port: int) -> Iterator[str]:
    """Where the one-button app answers; it ends with the block."""
    folder = built()
    granian = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--workers", "1"]
    command = [*granian, "--host", "127.0.0.1", "--port", str(port), "button_app.button_app:app"]
    env = environment() | REFLEX | {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}
    with (folder / "web.log").open("wb") as log:
        process = spawn(command, log, env=env, folder=folder)
        try:
            await_web(port, lambda: process.poll() is None, lambda: False, folder / "web.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process, signal.SIGTERM, PATIENCE)
