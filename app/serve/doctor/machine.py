"""Checks of this machine: Python, data folder, disk, port."""

import platform
import shutil
import sys

import httpx

from app.core.embedded import StartError
from app.core.embedded.folder import LEAST_FREE, prepare
from app.core.settings import settings
from app.serve.doctor.finding import Finding, bad, good
from app.serve.port import check_port

LEAST_PYTHON = (3, 11)


def python_finding() -> Finding:
    """Check the version of Python."""
    said = f"Python {platform.python_version()}"
    if sys.version_info < LEAST_PYTHON:
        return bad("python", said, "install Python 3.11 or newer, remove .venv, and run `make setup`")
    return good("python", said)


def data_finding() -> Finding:
    """Check that the data folder can be written, and entered by the servers."""
    try:
        prepare(settings().data)
    except StartError as error:
        return bad("data folder", str(error), "")
    return good("data folder", str(settings().data))


def disk_finding() -> Finding:
    """Check the room left on the data folder's disk."""
    folder = settings().data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    said = f"{free / 2**30:.1f} GB free"
    if free < LEAST_FREE:
        return bad("disk", said, "free some room, or name another disk by STEWARD_DATA=/path")
    return good("disk", said)


def port_finding() -> Finding:
    """Check that the port is free or answered by Steward itself."""
    known = settings()
    try:
        check_port(known.host, known.port)
    except StartError as error:
        return good("port", f"Steward answers on {known.port}") if _answers(known.port) else bad("port", str(error), "")
    return good("port", f"{known.port} is free")


def _answers(port: int) -> bool:
    try:
        with httpx.Client(trust_env=False, timeout=3) as client:
            return client.get(f"http://127.0.0.1:{port}/ping").json() == "pong"
    except (httpx.HTTPError, ValueError):
        return False
