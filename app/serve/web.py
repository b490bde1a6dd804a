"""The web server: pages, events and API on one port."""

import gc
import os
import signal
import sys
from typing import Any

from app.core import logs
from app.core.embedded.child import tied
from app.core.settings import CHECKOUT, settings

REFLEX = {
    "REFLEX_ENV_MODE": "prod",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}


def application() -> Any:
    """Return the ASGI application; runs in the serving process, which ends with the one that spawned it."""
    logs.configure()
    if tie := tied(signal.SIGTERM):
        tie()
    # What is made while starting stays for good: looking through it for rubbish costs a quarter of the start.
    gc.disable()
    from app.app import app

    made = app()
    gc.freeze()
    gc.enable()
    return made


def serve() -> None:
    """Serve until SIGTERM; needs a front-end build and a migrated database."""
    from granian.constants import Interfaces
    from granian.server import Server

    os.environ.update(REFLEX)
    os.chdir(CHECKOUT)
    sys.path.insert(0, str(CHECKOUT))
    known = settings()
    Server(
        "app.serve.web:application",
        address=known.host,
        port=known.port,
        interface=Interfaces.ASGI,
        factory=True,
        websockets=True,
        workers=1,
        workers_kill_timeout=5,
    ).serve()
