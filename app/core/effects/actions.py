"""The actions on the send ledger."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect as ActionEffect
from app.core.actions import action
from app.core.actor import Actor
from app.core.db import Session
from app.core.effects.models import Effect, EffectState
from app.core.effects.rows import EffectPage, EffectRow, effect_row
from app.core.effects.settle import settle
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import touch
from app.core.queue import Job, retry
from app.core.queue.models import State

Limit = Annotated[int, Field(ge=1, le=200)]
Note = Annotated[str, Field(max_length=500)]
Decision = Literal["happened", "again", "give_up"]


@action("effect.list", permission=Permission.JOBS_READ, effect=ActionEffect.READ, title="List sendings")
def list_effects(
    session: Session,
    actor: Actor,
    state: EffectState | None = None,
    kind: str | None = None,
    job_id: UUID | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> EffectPage:
    """What left the house or is to leave it, newest first."""
    wanted = select(Effect).where(col(Effect.tenant_id) == actor.tenant_id)
    for column, value in ((Effect.state, state), (Effect.kind, kind), (Effect.job_id, job_id)):
        if value is not None:
            wanted = wanted.where(col(column) == value)
    if cursor:
        wanted = wanted.where(col(Effect.id) < _place(cursor))
    rows = session.scalars(wanted.order_by(col(Effect.id).desc()).limit(limit + 1)).all()
    more = str(rows[limit - 1].id) if len(rows) > limit else None
    return EffectPage([effect_row(row) for row in rows[:limit]], more)


@action("effect.get", permission=Permission.JOBS_READ, effect=ActionEffect.READ, title="Show sending")
def get(session: Session, actor: Actor, effect_id: UUID) -> EffectRow:
    """One sending; raises NotFound."""
    return effect_row(_load(session, effect_id))


@action("effect.decide", permission=Permission.JOBS_WRITE, effect=ActionEffect.WRITE, title="Decide on a sending")
def decide(session: Session, actor: Actor, effect_id: UUID, decision: Decision, note: Note = "") -> EffectRow:
    """Say what became of a sending that nobody can know of: it happened, send it again, or give it up.

    Raises Conflict unless it is unknown, or where its job is gone and "again" is asked for.
    """
    effect = _load(session, effect_id, lock=True)
    if effect.state != EffectState.UNKNOWN:
        raise Conflict(f"This sending is {effect.state}; there is nothing to decide.")
    effect.note = f"{decision} ({actor.name}) {note}".strip()
    if decision == "happened":
        settle(session, effect, EffectState.SENT, answer={"decided": True})
    elif decision == "give_up":
        settle(session, effect, EffectState.FAILED, reason=f"Given up by {actor.name}. {note}".strip())
    else:
        _again(session, effect)
    return effect_row(effect)


def _again(session: Session, effect: Effect) -> None:
    mine = select(Job).where(col(Job.id) == effect.job_id)
    job = session.scalars(mine).first() if effect.job_id else None
    if job is None:
        raise Conflict("Its job is no longer kept, so it cannot be sent again from here.")
    effect.state, effect.error_message, effect.settled_at = EffectState.INTENDED.value, None, None
    session.flush()
    if job.status == State.FAILED:
        retry(session, job.id)
    elif job.status in {State.COMPLETED, State.CANCELLED}:
        raise Conflict(f"Its job is {job.status} and cannot run again.")
    touch(session, "send_ledger")


def _load(session: Session, effect_id: UUID, *, lock: bool = False) -> Effect:
    wanted = select(Effect).where(col(Effect.id) == effect_id)
    found = session.scalars(wanted.with_for_update() if lock else wanted).first()
    if found is None:
        raise NotFound("There is no such sending (any more).")
    return found


def _place(cursor: str) -> UUID:
    try:
        return UUID(cursor)
    except ValueError:
        raise Invalid("This is no cursor of this list.", fields={"cursor": "unknown"}) from None
