"""The process of one isolated job."""

import importlib
import os
import signal
from uuid import UUID

from app.core import logs
from app.core.embedded.child import tied
from app.core.queue.claim import held
from app.core.queue.execute import execute
from app.core.queue.statistics import statistics
from app.core.settings import settings
from jobs import kinds

assert kinds


def main(module: str, job: UUID, fence: int, environment: dict[str, str]) -> None:
    """Import the module of the kind, take over the claim and carry it out; the worker beside it holds the lease."""
    os.setsid()
    if tie := tied(signal.SIGKILL, os.getppid()):
        tie()
    os.environ.clear()
    os.environ.update(environment)
    settings.cache_clear()
    logs.configure()
    importlib.import_module(module)
    claim = held(job, fence)
    if claim is not None:
        execute(claim, limited=False)
        statistics.flush()
