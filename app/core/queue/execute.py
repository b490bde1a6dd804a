"""Running one claimed job, from its payload to its end."""

import logging
import time
import traceback

from sqlalchemy.exc import DBAPIError

from app.core.db.faults import translate
from app.core.errors import AppError, Unavailable
from app.core.queue.alarm import limit
from app.core.queue.claim import Claim
from app.core.queue.context import Context
from app.core.queue.errors import Cancelled, LostLease, TimeLimit
from app.core.queue.finish import cancel, complete, fail
from app.core.queue.kinds import find_kind
from app.core.queue.lines import Lines
from app.core.queue.statistics import statistics
from app.core.queue.unit import unit

log = logging.getLogger(__name__)

# What the caller can mend only by asking for something else; trying the same again would bring the same.
HOPELESS = {400, 401, 403, 404, 413, 422}


def execute(claim: Claim, *, limited: bool = True) -> None:
    """Run the job and write its end; errors of the job end with the job, only those of the worker itself are raised.

    Raises Interrupted where the worker has to stop, and Unavailable or DBAPIError where the database is away: then
    nothing was written, and the lease will run out.
    """
    lines, began = Lines(claim), time.monotonic()
    try:
        _run(claim, lines, limited)
        statistics.ended(claim, "completed", time.monotonic() - began)
    except (Exception, TimeLimit) as error:
        settle_failure(claim, error, lines, time.monotonic() - began)


def settle_failure(claim: Claim, error: BaseException, lines: Lines, seconds: float) -> None:
    """Write how a run ended that raised `error` after so many seconds; raises it again where it is the worker's own."""
    try:
        _settle(claim, error, lines, seconds)
    except LostLease:
        log.warning("%s %s belongs to another worker by now; nothing was written", claim.job_type, claim.id)


def _settle(claim: Claim, error: BaseException, lines: Lines, seconds: float) -> None:
    trace = "".join(traceback.format_exception(error))
    match error:
        case LostLease():
            raise error
        case Cancelled():
            cancel(claim, lines)
        case TimeLimit():
            fail(claim, too_long(claim), lines=lines, seconds=seconds)
        case AppError():
            hopeless, setting = error.status in HOPELESS, error.setting
            fail(claim, error.message, setting=setting, final=hopeless, lines=lines, seconds=seconds)
        case DBAPIError():
            meaning = translate(error)
            if isinstance(meaning, Unavailable):
                raise error
            fail(claim, meaning.message, trace=trace, lines=lines, seconds=seconds)
        case _:
            log.error("%s %s failed", claim.job_type, claim.id, exc_info=error)
            reason = f"Something went wrong on our side ({type(error).__name__})."
            fail(claim, reason, trace=trace, lines=lines, seconds=seconds)


def too_long(claim: Claim) -> str:
    """What people read of a job that ran into the time limit of its kind."""
    return f"It took longer than the {find_kind(claim.job_type).time_limit:g} s that this kind of job may take."


def _run(claim: Claim, lines: Lines, limited: bool) -> None:
    known = find_kind(claim.job_type)
    payload = known.read(claim.payload)
    with unit(claim) as session:
        context = Context(claim, session, lines)
        with limit(known.time_limit if limited else None):
            result = known.run(context, payload)
            session.flush()
        complete(session, claim, result, lines)
