"""Which jobs a run has asked for, and which run a job belongs to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.automation import run_reading
from app.automation.models import StepLog
from app.automation.run_rows import RunRow, StepRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.effects import Effect as Sending
from app.core.errors import NotFound
from app.core.queue import Job


@action("run.of_job", permission=Permission.WORKFLOWS_READ, effect=Effect.READ, title="Show run of a job")
def of_job(session: Session, actor: Actor, job_id: UUID) -> RunRow | None:
    """The run whose step asked for this job, by a mail, a call or an action; None where no run did."""
    run_id = _by_sending(session, actor, job_id) or _by_operation(session, actor, job_id)
    try:
        return run_reading.one(session, actor.tenant_id, run_id) if run_id else None
    except NotFound:
        return None


def with_jobs(session: Session, tenant_id: UUID | None, run_id: UUID, steps: Sequence[StepRow]) -> list[StepRow]:
    """The steps with the job of each that is still kept; of several attempts the last."""
    names = {name: step.key for step in steps for name in waiters(run_id, step.key, step.attempts)}
    sent = select(col(Sending.waiter), col(Sending.job_id)).where(
        col(Sending.tenant_id) == tenant_id, col(Sending.waiter).in_(names), col(Sending.job_id).is_not(None)
    )
    found = {names[str(waiter)]: job_id for waiter, job_id in session.execute(sent.order_by(col(Sending.id)))}
    found |= {step.key: made for step in steps if (made := _made(step.output))}
    here = col(Job.tenant_id) == tenant_id, col(Job.id).in_(found.values())
    kept = set(session.scalars(select(col(Job.id)).where(*here)))
    return [replace(step, job_id=found[step.key]) if found.get(step.key) in kept else step for step in steps]


def waiters(run_id: UUID, key: str, tries: int) -> list[str]:
    """The names under which a step is told how each of its sendings ended."""
    return [f"run:{run_id}:{key}", *(f"run:{run_id}:{key}@{number}" for number in range(2, tries + 1))]


def _made(output: object) -> UUID | None:
    """The job that an action left its work to, where its answer is one."""
    held = cast(dict[str, object], output) if isinstance(output, dict) else {}
    return UUID(str(held["id"])) if {"job_type", "id"} <= held.keys() else None


def _by_sending(session: Session, actor: Actor, job_id: UUID) -> UUID | None:
    asked = select(col(Sending.waiter)).where(
        col(Sending.tenant_id) == actor.tenant_id, col(Sending.job_id) == job_id, col(Sending.waiter).startswith("run:")
    )
    waiter = session.scalars(asked).first()
    return UUID(waiter.split(":", 2)[1]) if waiter else None


def _by_operation(session: Session, actor: Actor, job_id: UUID) -> UUID | None:
    operation = select(col(Job.operation_id)).where(col(Job.tenant_id) == actor.tenant_id, col(Job.id) == job_id)
    line = select(col(StepLog.execution_id)).where(
        col(StepLog.tenant_id) == actor.tenant_id, col(StepLog.operation_id) == operation.scalar_subquery()
    )
    return session.scalars(line).first()
