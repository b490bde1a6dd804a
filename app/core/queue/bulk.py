"""Steering many jobs at once: retry, cancel, and take a cancelling back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, null, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict
from app.core.events import touch
from app.core.history.undo.beside import reverses
from app.core.queue.enqueue import wake_once
from app.core.queue.filters import MOST, JobFilter, conditions
from app.core.queue.models import WAITING, Job, State

NOW = func.clock_timestamp()
QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Steered:
    """How many jobs were steered, and whether more of the filter are left for a further call."""

    count: int
    more: bool


@action("job.retry_failed", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Try failed jobs again")
def retry_failed(session: Session, actor: Actor, filter: JobFilter = JobFilter()) -> Steered:
    """Run the failed jobs of a filter again from now, the newest 1,000 at most.

    Of those with one unique key the newest; none where another job has the key by now.
    """
    wanted = [*conditions(actor, filter), col(Job.status) == State.FAILED, ~_key_taken()]
    cleared = ("completed_at", "error_message", "traceback", "setting", "cancel_requested_at")
    values = {"status": State.PENDING, "attempts": 0, "lapses": 0, "scheduled_for": NOW, **dict.fromkeys(cleared)}
    done = _steer(session, wanted, values)
    wake_once(session)
    return done


@action("job.cancel_all", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Cancel waiting jobs")
def cancel_all(session: Session, actor: Actor, filter: JobFilter = JobFilter()) -> Steered:
    """Cancel the waiting jobs of a filter, the newest 1,000 at most; `job.restore` takes it back."""
    values = {
        "status": State.CANCELLED,
        "completed_at": NOW,
        "cancel_requested_at": NOW,
        "cancelled_by": session.info.get("operation_id"),
    }
    return _steer(session, [*conditions(actor, filter), WAITING], values)


@action("job.restore", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Take a cancelling back")
def restore(session: Session, actor: Actor, operation_id: UUID) -> Steered:
    """Let the jobs that one operation cancelled wait again, as they did before.

    Of those with one unique key the newest; none where another job has the key by now. Raises Conflict where that
    operation left none.
    """
    wanted = [
        *conditions(actor, JobFilter(status=State.CANCELLED)),
        col(Job.cancelled_by) == operation_id,
        ~_key_taken(),
    ]
    values = {"status": State.PENDING, "completed_at": None, "cancel_requested_at": None, "cancelled_by": None}
    done = _steer(session, wanted, values)
    if not done.count:
        raise Conflict("Nothing that this cancelled can come back. Nothing was changed.")
    wake_once(session)
    return done


@reverses("job.cancel_all", "job.cancel", "job.stop")
def _take_back(session: Session, actor: Actor, operation_id: UUID) -> int:
    return restore(session, actor, operation_id).count


def _key_taken() -> ColumnElement[bool]:
    living = aliased(Job)
    same = (
        col(living.tenant_id) == col(Job.tenant_id),
        col(living.job_type) == col(Job.job_type),
        col(living.unique_key) == col(Job.unique_key),
        col(living.status).in_((State.PENDING, State.RETRYING, State.PROCESSING)),
    )
    return select(col(living.id)).where(*same).exists()


def _steer(session: Session, wanted: Sequence[Any], values: dict[str, Any]) -> Steered:
    columns = col(Job.id), col(Job.job_type), col(Job.unique_key)
    ids = select(*columns).where(*wanted).order_by(col(Job.id).desc()).limit(MOST + 1).with_for_update()
    found = session.execute(ids).all()
    # Of several with one key only the newest: no two may live at once.
    newest = {(job_type, key or id): id for id, job_type, key in reversed(found[:MOST])}
    chosen = list(newest.values())
    settled = {name: null() if value is None else value for name, value in values.items()}
    session.execute(update(Job).where(col(Job.id).in_(chosen)).values(settled), execution_options=QUIET)
    touch(session, "job_queue")
    return Steered(len(chosen), len(found) > MOST)
