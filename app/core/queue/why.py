"""Why is it not running? Answered for each job that waits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.queue import bounds, steer
from app.core.queue.beats import alive
from app.core.queue.kind_actions import pauses, rate_text
from app.core.queue.kinds import Kind, registered_kinds
from app.core.queue.models import HOUSE, WAITING, Job, State
from app.core.queue.records import JobPause
from app.core.said import Said


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: its code, the sentence, what the sentence names, and when it is over where that is known.

    Codes: over, running, scheduled, retrying, unknown_kind, paused, paused_for_all, no_worker, tenant_concurrency,
    concurrency, tenant_rate, rate, behind, next.
    """

    code: str
    text: Said
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    at: datetime | None = None


@action("job.why", permission=Permission.JOBS_READ, effect=Effect.READ, title="Why is this job not running?")
def why(session: Session, actor: Actor, job_id: UUID) -> list[Why]:
    """All that keeps this job from running now, the strongest reason first; raises NotFound."""
    job = steer.load(session, job_id)
    if job.status not in steer.WAITS:
        return [_not_waiting(job)]
    return hindrances(session, actor, [job])[job.id] or [_behind(session, job)]


def hindrances(session: Session, actor: Actor, jobs: Sequence[Job]) -> dict[UUID, list[Why]]:
    """What keeps each of these waiting jobs from running, besides those before it; the strongest first."""
    now = session.scalars(select(func.now())).one()
    held = pauses(session, actor)
    found = {job.id: [*_time(job, now), *_pause(held.get(job.job_type))] for job in jobs}
    known = {kind.name: kind for kind in registered_kinds()}
    with as_house(session):
        working = alive(session, "worker")
        limits = {name: _bounds(session, known[name], now) for name in {job.job_type for job in jobs} & known.keys()}
    for job in jobs:
        if job.job_type not in known:
            text = f"No worker knows the kind {job.job_type}."
            found[job.id].append(Why("unknown_kind", text, {"kind": job.job_type}))
        if not working:
            found[job.id].append(Why("no_worker", "No worker is running at this moment."))
        found[job.id] += limits[job.job_type](job) if job.job_type in limits else []
    return found


def _not_waiting(job: Job) -> Why:
    if job.status == State.PROCESSING:
        return Why("running", "It is running.", at=job.started_at)
    return Why("over", f"It is {job.status}.", {"status": job.status}, job.completed_at)


def _time(job: Job, now: datetime) -> list[Why]:
    if job.scheduled_for <= now:
        return []
    if job.status == State.RETRYING:
        values = {"attempt": job.attempts, "of": job.max_attempts}
        text = f"Attempt {job.attempts} of {job.max_attempts} failed; the next one comes after a pause."
        return [Why("retrying", text, values, job.scheduled_for)]
    return [Why("scheduled", "It is scheduled for later.", at=job.scheduled_for)]


def _pause(held: JobPause | None) -> list[Why]:
    if held is None:
        return []
    values = {"by": held.paused_by}
    if held.tenant_id is None:
        return [Why("paused_for_all", "The operator paused this kind of job.", values, held.created_at)]
    return [Why("paused", f"{held.paused_by} paused this kind of job.", values, held.created_at)]


def _bounds(session: Session, known: Kind[Any], now: datetime) -> Callable[[Job], list[Why]]:
    """What says of a job of this kind which bounds hold it up; the tables are read once for all of them."""
    if not known.limited:
        return lambda job: []
    busy, rows = bounds.running(session, known.name), bounds.rates(session, known.name)
    return lambda job: [*_concurrency(known, busy, job), *_rates(known, rows, job, now)]


def _concurrency(known: Kind[Any], busy: Mapping[UUID, int], job: Job) -> list[Why]:
    found: list[Why] = []
    own, most = busy.get(job.lane, 0), known.tenant_concurrency
    if most and own >= most:
        text = f"{own} jobs of this kind run for you already; no more than {most} may at once."
        found.append(Why("tenant_concurrency", text, {"running": own, "most": most}))
    whole, most = sum(busy.values()), known.concurrency
    if most and whole >= most:
        text = f"{whole} jobs of this kind run already; no more than {most} may at once."
        found.append(Why("concurrency", text, {"running": whole, "most": most}))
    return found


def _rates(known: Kind[Any], rows: Mapping[UUID, Any], job: Job, now: datetime) -> list[Why]:
    found: list[Why] = []
    for code, rate, lane in (("tenant_rate", known.tenant_rate, job.lane), ("rate", known.rate, HOUSE)):
        if rate and bounds.left(rate, rows.get(lane), now) < 1:
            text = f"No more than {rate_text(rate)} of this kind may begin."
            found.append(Why(code, text, {"rate": rate_text(rate)}, bounds.free_at(rate, rows.get(lane), now)))
    return found


def _behind(session: Session, job: Job) -> Why:
    before = (col(Job.priority) > job.priority) | (
        (col(Job.priority) == job.priority) & (col(Job.scheduled_for) < job.scheduled_for)
    )
    ahead = select(func.count()).where(
        WAITING, col(Job.scheduled_for) <= func.now(), col(Job.tenant_id).is_not_distinct_from(job.tenant_id), before
    )
    count = session.scalar(ahead) or 0
    if count:
        return Why("behind", f"It waits behind {count} of your jobs that are older or more urgent.", {"count": count})
    return Why("next", "It is next in line.")
