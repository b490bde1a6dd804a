"""Waiting for the first answer of the web server."""

import time
from collections.abc import Callable

import httpx

from app.core.embedded import StartError

PATIENCE = 120


def await_web(port: int, alive: Callable[[], bool], ended: Callable[[], bool], log: object) -> bool:
    """Wait until the web server answers; False when the end was asked for meanwhile.

    Raises StartError where the server ends, or is silent for two minutes.
    """
    end = time.monotonic() + PATIENCE
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.monotonic() < end:
            if ended():
                return False
            if not alive():
                raise StartError(f"The web server ended at its start: see {log}, or run `steward doctor`")
            if _answers(client, port):
                return True
            time.sleep(0.05)
    raise StartError(f"The web server did not answer within {PATIENCE} s: see {log}")


def _answers(client: httpx.Client, port: int) -> bool:
    try:
        return client.get(f"http://127.0.0.1:{port}/ping").status_code == 200
    except httpx.HTTPError:
        return False
