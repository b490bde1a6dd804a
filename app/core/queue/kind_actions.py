"""The kinds of jobs as people see them, and their pauses."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house
from app.core.errors import Conflict
from app.core.events import touch
from app.core.ids import new_id
from app.core.queue.enqueue import wake_once
from app.core.queue.kinds import Kind, find_kind, registered_kinds
from app.core.queue.models import WAITING, Job
from app.core.queue.rate import Rate
from app.core.queue.records import JobPause
from app.core.queue.schedules import registered_schedules
from app.core.said import Said


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind: its rules, how many jobs wait, and who paused it ("" for nobody; `paused_for_all` by the operator).

    `startable` says whether people may start such jobs themselves; `fields` are the names in its payload.
    """

    name: str
    title: Said
    attempts: int
    delay: float
    time_limit: float
    priority: int
    isolated: bool
    light: bool
    concurrency: int | None
    tenant_concurrency: int | None
    rate: str | None
    tenant_rate: str | None
    startable: bool
    fields: list[str]
    waiting: int
    paused_by: str
    paused_for_all: bool


@action("kind.list", permission=Permission.JOBS_READ, effect=Effect.READ, title="List kinds of jobs")
def list_kinds(session: Session, actor: Actor) -> list[KindRow]:
    """The kinds of jobs that an organisation can have by name, with what of them waits; not the house's own."""
    waiting = select(col(Job.job_type), func.count()).where(WAITING, col(Job.tenant_id) == actor.tenant_id)
    counts = {name: count for name, count in session.execute(waiting.group_by(col(Job.job_type)))}
    held = pauses(session, actor)
    ours = {schedule.kind.name for schedule in registered_schedules()}
    known = (kind for kind in registered_kinds() if kind.name not in ours)
    return [_row(kind, counts.get(kind.name, 0), held.get(kind.name)) for kind in known]


@action("kind.pause", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Pause a kind of jobs")
def pause(session: Session, actor: Actor, name: str) -> str:
    """Begin no more jobs of this kind of the organisation until it is resumed; those that run go on."""
    return _pause(session, actor, name, actor.tenant_id)


@action("kind.resume", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Resume a kind of jobs")
def resume(session: Session, actor: Actor, name: str) -> str:
    """Let paused jobs of this kind begin again; raises Conflict where the organisation did not pause it."""
    return _resume(session, name, actor.tenant_id)


@action("queue.pause", permission=Permission.OPERATOR, effect=Effect.WRITE, title="Pause a kind for everybody")
def pause_for_all(session: Session, actor: Actor, name: str) -> str:
    """Begin no more jobs of this kind of any organisation until it is resumed."""
    with as_house(session):
        return _pause(session, actor, name, None)


@action("queue.resume", permission=Permission.OPERATOR, effect=Effect.WRITE, title="Resume a kind for everybody")
def resume_for_all(session: Session, actor: Actor, name: str) -> str:
    """Let jobs of this kind begin again; raises Conflict where it is not paused for everybody."""
    with as_house(session):
        return _resume(session, name, None)


def pauses(session: Session, actor: Actor) -> dict[str, JobPause]:
    """What is paused for this actor's organisation, by kind; a pause for everybody goes before its own."""
    with as_house(session):
        mine = col(JobPause.tenant_id).is_(None) | (col(JobPause.tenant_id) == actor.tenant_id)
        found = session.scalars(select(JobPause).where(mine).order_by(col(JobPause.tenant_id).nulls_last())).all()
    return {held.job_type: held for held in found}


def _pause(session: Session, actor: Actor, name: str, tenant_id: UUID | None) -> str:
    known = find_kind(name)
    fresh = insert(JobPause).values(
        id=new_id(), tenant_id=tenant_id, job_type=known.name, paused_by=actor.name, member_id=actor.member_id
    )
    session.execute(fresh.on_conflict_do_nothing(index_elements=["job_type", "tenant_id"]))
    touch(session, "job_queue")
    return known.title


def _resume(session: Session, name: str, tenant_id: UUID | None) -> str:
    mine = delete(JobPause).where(
        col(JobPause.job_type) == name, col(JobPause.tenant_id).is_not_distinct_from(tenant_id)
    )
    if session.execute(mine.returning(col(JobPause.id))).first() is None:
        raise Conflict("This kind is not paused here. Nothing was changed.")
    wake_once(session)
    touch(session, "job_queue")
    return find_kind(name).title


def _row(known: Kind[Any], waiting: int, held: JobPause | None) -> KindRow:
    return KindRow(
        name=known.name,
        title=known.title,
        attempts=known.attempts,
        delay=known.delay,
        time_limit=known.time_limit,
        priority=known.priority,
        isolated=known.isolated,
        light=known.light,
        concurrency=known.concurrency,
        tenant_concurrency=known.tenant_concurrency,
        rate=rate_text(known.rate),
        tenant_rate=rate_text(known.tenant_rate),
        startable=known.permission is not None,
        fields=[field.alias or name for name, field in known.payload.model_fields.items()],
        waiting=waiting,
        paused_by=held.paused_by if held else "",
        paused_for_all=held is not None and held.tenant_id is None,
    )


def rate_text(rate: Rate | None) -> str | None:
    """A rate as people write it."""
    return f"{rate.count}/{rate.unit}" if rate else None
