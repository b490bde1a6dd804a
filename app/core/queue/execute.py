"""Running one claimed job, from its payload to its end."""

import logging
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sqlalchemy.exc import DBAPIError

from app.core.db.faults import translate
from app.core.errors import AppError, Unavailable
from app.core.queue.claim import Claim
from app.core.queue.context import Context
from app.core.queue.errors import Cancelled, LostLease, TimeLimit
from app.core.queue.finish import cancel, complete, fail
from app.core.queue.kinds import find_kind
from app.core.queue.unit import unit

log = logging.getLogger(__name__)

# What the caller can mend only by asking for something else; trying the same again would bring the same.
HOPELESS = {400, 401, 403, 404, 413, 422}


def execute(claim: Claim, *, limited: bool = True) -> None:
    """Run the job and write its end; errors of the job end with the job, only those of the worker itself are raised.

    Raises Interrupted where the worker has to stop, and Unavailable or DBAPIError where the database is away: then
    nothing was written, and the lease will run out.
    """
    try:
        _attempt(claim, limited)
    except LostLease:
        log.warning("%s %s belongs to another worker by now; nothing was written", claim.job_type, claim.id)


def _attempt(claim: Claim, limited: bool) -> None:
    try:
        _run(claim, limited)
    except LostLease:
        raise
    except Cancelled:
        cancel(claim)
    except TimeLimit:
        fail(
            claim, f"It took longer than the {find_kind(claim.job_type).time_limit:g} s that this kind of job may take."
        )
    except AppError as error:
        fail(claim, error.message, trace=traceback.format_exc(), final=error.status in HOPELESS)
    except DBAPIError as error:
        meaning = translate(error)
        if isinstance(meaning, Unavailable):
            raise
        fail(claim, meaning.message, trace=traceback.format_exc())
    except Exception as error:
        log.exception("%s %s failed", claim.job_type, claim.id)
        fail(claim, f"Something went wrong on our side ({type(error).__name__}).", trace=traceback.format_exc())


def too_long(claim: Claim) -> str:
    """What people read of a job that ran into the time limit of its kind."""
    return f"It took longer than the {find_kind(claim.job_type).time_limit:g} s that this kind of job may take."


def _run(claim: Claim, limited: bool) -> None:
    known = find_kind(claim.job_type)
    payload = known.read(claim.payload)
    with unit(claim) as session:
        context = Context(claim, session)
        with _alarm(known.time_limit if limited else None):
            result = known.run(context, payload)
            session.flush()
        complete(session, claim, result)


@contextmanager
def _alarm(seconds: float | None) -> Iterator[None]:
    """Raise TimeLimit after so many seconds; only a main thread can, elsewhere nothing is done."""
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeLimit

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
