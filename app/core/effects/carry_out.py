"""Sending once: the intent is committed, then the call is made, then its answer is committed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.core.db import Session
from app.core.effects.models import Effect, EffectState
from app.core.effects.settle import UNKNOWN, settle
from app.core.errors import AppError, Invalid, NotFound, Uncertain
from app.core.events import touch
from app.core.queue import Context

Call = Callable[[], dict[str, Any]]
HOPELESS = {400, 401, 403, 404, 413, 422}


class Undecided(Invalid):
    """Nobody can know whether this was sent; a person decides (`effect.decide`), and no try is made meanwhile."""


def carry_out(
    job: Context, effect_id: UUID, call: Call, *, repeatable: bool, last: bool | None = None
) -> dict[str, Any]:
    """Make the call of a sending and give back its answer (JSON values); one that was sent already is not made again.

    `repeatable` says that the receiver knows the second of two equal calls by its key, or that it does no harm. Where
    it is not, a sending left behind by a dead worker, or broken off (Uncertain), becomes unknown and Undecided is
    raised. Errors of the call end the sending when they are final or this is the `last` try (by default the last
    attempt of the job), else it stays intended for the next one. Raises LostLease before anything leaves.
    """
    earlier = _begin(job, effect_id, repeatable)
    if earlier is not None:
        return earlier
    over = job.attempt >= job.claim.max_attempts if last is None else last
    try:
        answer = call()
    except AppError as error:
        _failed(job, effect_id, error, repeatable=repeatable, over=over)
        raise
    except BaseException as error:
        _broken(job, effect_id, error, repeatable=repeatable, over=over)
        raise
    with job.open() as session:
        settle(session, _held(session, effect_id), EffectState.SENT, answer=answer)
    return answer


def _begin(job: Context, effect_id: UUID, repeatable: bool) -> dict[str, Any] | None:
    with job.open() as session:
        effect = _held(session, effect_id)
        if effect.state == EffectState.SENT:
            return dict(effect.answer or {})
        if effect.state == EffectState.SENDING and not repeatable:
            settle(session, effect, EffectState.UNKNOWN, reason=UNKNOWN)
        if effect.state != EffectState.UNKNOWN:
            effect.state, effect.job_id, effect.tries = EffectState.SENDING.value, job.id, effect.tries + 1
            touch(session, "send_ledger")
            return None
    raise Undecided(UNKNOWN)


def _failed(job: Context, effect_id: UUID, error: AppError, *, repeatable: bool, over: bool) -> None:
    if isinstance(error, Uncertain) and not repeatable:
        _end(job, effect_id, EffectState.UNKNOWN, f"{error.message} {UNKNOWN}")
        raise Undecided(f"{error.message} {UNKNOWN}") from error
    if error.status in HOPELESS:
        _end(job, effect_id, EffectState.REFUSED, error.message)
    elif over:
        _end(job, effect_id, EffectState.FAILED, error.message)
    else:
        _again(job, effect_id, error.message)


def _broken(job: Context, effect_id: UUID, error: BaseException, *, repeatable: bool, over: bool) -> None:
    """A fault of ours, a time limit or a stop in the middle of the call."""
    reason = f"Broken off by {type(error).__name__}."
    if not repeatable:
        _end(job, effect_id, EffectState.UNKNOWN, f"{reason} {UNKNOWN}")
    elif over and isinstance(error, Exception):
        _end(job, effect_id, EffectState.FAILED, reason)
    else:
        _again(job, effect_id, reason)


def _end(job: Context, effect_id: UUID, state: EffectState, reason: str) -> None:
    with job.open() as session:
        settle(session, _held(session, effect_id), state, reason=reason)


def _again(job: Context, effect_id: UUID, reason: str) -> None:
    with job.open() as session:
        effect = _held(session, effect_id)
        effect.state, effect.error_message = EffectState.INTENDED.value, reason
        touch(session, "send_ledger")


def _held(session: Session, effect_id: UUID) -> Effect:
    found = session.scalars(select(Effect).where(col(Effect.id) == effect_id).with_for_update()).first()
    if found is None:
        raise NotFound("This sending is no longer written down.")
    return found
