"""The process of one isolated job: `python -m jobs.isolated MODULE JOB FENCE`."""

import importlib
import sys
from uuid import UUID

from app.core import logs
from app.core.queue.claim import held
from app.core.queue.execute import execute
from app.core.queue.statistics import statistics


def main(arguments: list[str]) -> None:
    """Import the module of the kind, take over the claim and carry it out; the worker beside it holds the lease."""
    importlib.import_module("jobs.kinds")
    importlib.import_module(arguments[0])
    claim = held(UUID(arguments[1]), int(arguments[2]))
    if claim is not None:
        execute(claim, limited=False)
        statistics.flush()


if __name__ == "__main__":
    logs.configure()
    main(sys.argv[1:])
