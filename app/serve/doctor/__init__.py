"""Checks of every part of an installation."""

from collections.abc import Callable, Iterator

from app.serve.doctor.database import database_findings
from app.serve.doctor.finding import Finding, bad
from app.serve.doctor.front import build_finding, chromium_finding, node_finding
from app.serve.doctor.machine import data_finding, disk_finding, port_finding, python_finding
from app.serve.doctor.outside import redis_finding, smtp_finding, sockets_finding

__all__ = ["Finding", "findings"]

SINGLE: tuple[Callable[[], Finding], ...] = (
    python_finding,
    data_finding,
    disk_finding,
    port_finding,
    node_finding,
    build_finding,
    chromium_finding,
    redis_finding,
    smtp_finding,
    sockets_finding,
)


def findings() -> Iterator[Finding]:
    """Yield one finding a part; a check that fails in an unforeseen way is a finding too."""
    for check in SINGLE:
        try:
            yield check()
        except Exception as error:
            yield bad(check.__name__.removesuffix("_finding"), f"{type(error).__name__}: {error}", "")
    yield from database_findings()
