"""The engine as the worker processes call it."""

import logging
import threading
import time
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from app.automation.engine import admission, clocks
from app.automation.engine.passing import BATCH, one_pass
from app.automation.models import Execution, RunState, Status
from app.core.db import house_session
from app.core.db.faults import translate
from app.core.errors import Unavailable
from app.core.queue import drains
from app.core.queue.drains import Stop

log = logging.getLogger(__name__)

SWEEP, CLOCK = 10.0, 1.0
_last = {"sweep": 0.0, "clock": 0.0}
_lock = threading.Lock()


def drain(stop: Stop) -> int:
    """Advance all runs that are due; returns how many."""
    if _time_for("clock", CLOCK):
        clocks.fire()
    if _time_for("sweep", SWEEP):
        with house_session() as session:
            admission.sweep(session)
    count = 0
    while not stop and (taken := _pass()):
        count += taken
        if taken < BATCH:
            break
    return count


def _time_for(what: str, every: float) -> bool:
    with _lock:
        now = time.monotonic()
        if now - _last[what] < every:
            return False
        _last[what] = now
        return True


def _pass() -> int:
    try:
        return one_pass()
    except DBAPIError as error:
        if isinstance(translate(error), Unavailable):
            raise
        log.exception("A pass over the runs failed; they are taken one by one")
    except Exception:
        log.exception("A pass over the runs failed; they are taken one by one")
    return sum(_alone(run_id) for run_id in _due())


def _due() -> list[UUID]:
    with house_session() as session:
        now = (
            select(col(Execution.id))
            .where(col(Execution.due_at) <= func.clock_timestamp())
            .order_by(col(Execution.due_at))
        )
        return list(session.scalars(now.limit(BATCH)))


def _alone(run_id: UUID) -> int:
    """Advance one run; one that cannot be written at all fails, so that the others go on."""
    try:
        return one_pass(limit=1, only=run_id)
    except DBAPIError as error:
        if isinstance(translate(error), Unavailable):
            raise
        return _fail(run_id, error)
    except Exception as error:
        return _fail(run_id, error)


def _fail(run_id: UUID, error: Exception) -> int:
    log.error("Run %s cannot be advanced and is failed", run_id, exc_info=error)
    reason = f"Something went wrong on our side ({type(error).__name__}); the run was stopped."
    with house_session() as session:
        run = session.scalars(
            select(Execution).where(col(Execution.id) == run_id).with_for_update(skip_locked=True)
        ).first()
        if run is not None:
            run.status, run.state, run.due_at, run.error_message = (
                Status.FAILED.value,
                RunState.FAILED.value,
                None,
                reason,
            )
    return 1


drains.register("workflows", drain)
