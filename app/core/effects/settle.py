"""The end of a sending, and what becomes of those whose job ended without it."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.db import Session
from app.core.effects.hooks import tell
from app.core.effects.models import Effect, EffectState
from app.core.events import touch

OPEN = (EffectState.INTENDED, EffectState.SENDING)
UNKNOWN = "The work stopped between sending and the answer; nobody can know whether it arrived. Please decide."


def settle(
    session: Session,
    effect: Effect,
    state: EffectState,
    *,
    answer: dict[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Write the end of a sending and tell whoever waits for it."""
    now = session.scalars(select(func.clock_timestamp())).one()
    effect.state, effect.error_message, effect.settled_at = state.value, reason, now
    if state is EffectState.SENT:
        effect.answer, effect.sent_at = answer or {}, effect.sent_at or now
    session.flush()
    tell(session, effect)
    touch(session, "send_ledger")


def give_up(session: Session, job_id: UUID | None, reason: str) -> int:
    """Settle what this job leaves open: failed where nothing was sent, unknown where it was; gives how many.

    For `failed=` of a kind; the sweep finds what nobody gave up.
    """
    wanted = select(Effect).where(col(Effect.job_id) == job_id, col(Effect.state).in_(OPEN)).with_for_update()
    left = session.scalars(wanted).all()
    for effect in left:
        if effect.state == EffectState.SENDING:
            settle(session, effect, EffectState.UNKNOWN, reason=UNKNOWN)
        else:
            settle(session, effect, EffectState.FAILED, reason=reason)
    return len(left)
