"""Light jobs, many to a transaction: one failure costs one job, and all that succeed end in the same commit."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Uuid, bindparam, insert, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError

from app.core.actions.run import announce
from app.core.actor import NOBODY, house
from app.core.db import Session, as_house, become, house_session, open_session
from app.core.db.ddl import template
from app.core.db.faults import translate
from app.core.errors import AppError, Unavailable
from app.core.queue.alarm import limit
from app.core.queue.claim import Claim
from app.core.queue.context import Context
from app.core.queue.errors import LostLease, TimeLimit
from app.core.queue.execute import execute, settle_failure
from app.core.queue.kinds import find_kind
from app.core.queue.lines import Lines
from app.core.queue.marks import Mark
from app.core.queue.records import JobLog
from app.core.queue.statistics import statistics

# So many share a savepoint; only where one of them fails each gets its own, and the others run a second time.
CHUNK = 25
# A transaction that lasted so long is committed, and the rest goes into the next.
LONGEST = 0.25
COMPLETE = text(template("app.core.queue", "complete.sql")).bindparams(
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("fences", type_=ARRAY(Integer)),
    bindparam("results", type_=JSONB),
    bindparam("links", type_=JSONB),
)


@dataclass
class Outcome:
    """How the run of one job went; with an error nothing of it stands."""

    claim: Claim
    lines: Lines
    result: dict[str, Any] = field(default_factory=dict[str, Any])
    seconds: float = 0.0
    error: BaseException | None = None


def run_light(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Carry out light jobs and write their ends, and give those of each transaction once it is over.

    Raises what `execute` raises; what was not given then has no effect and is still held.
    """
    for chunks in (_chunks(claims, house=True), _chunks(claims, house=False)):
        while chunks:
            begun: list[Claim] = []
            try:
                outcomes = _transaction(chunks, begun)
            except (LostLease, DBAPIError, AppError) as error:
                _again(error, begun)
            else:
                _tell(outcomes)
            yield begun


def _chunks(claims: Sequence[Claim], *, house: bool) -> list[list[Claim]]:
    mine = [claim for claim in claims if (claim.tenant_id is None) is house]
    mine.sort(key=lambda claim: (str(claim.tenant_id), str(claim.operation_id)))
    found: list[list[Claim]] = []
    for _, group in groupby(mine, key=_owner):
        alike = list(group)
        found += [alike[start : start + CHUNK] for start in range(0, len(alike), CHUNK)]
    return found


def _owner(claim: Claim) -> tuple[UUID | None, UUID | None]:
    return claim.tenant_id, claim.operation_id


def _transaction(chunks: list[list[Claim]], begun: list[Claim]) -> list[Outcome]:
    """Do as many chunks as fit in one transaction; they are taken off the list and noted in `begun`."""
    outcomes: list[Outcome] = []
    end, owner = time.monotonic() + LONGEST, None
    is_house = chunks[0][0].tenant_id is None
    with house_session() if is_house else open_session(NOBODY) as session:
        while chunks and time.monotonic() < end:
            chunk = chunks.pop(0)
            begun += chunk
            if not is_house and _owner(chunk[0]) != owner:
                owner = _owner(chunk[0])
                _turn_to(session, chunk[0])
            outcomes += _chunk(session, chunk)
        _leave(session)
        with as_house(session):
            _complete(session, [outcome for outcome in outcomes if outcome.error is None])
    return outcomes


def _turn_to(session: Session, claim: Claim) -> None:
    _leave(session)
    become(session, house(claim.tenant_id), claim.operation_id)
    session.info["operation_id"] = claim.operation_id


def _leave(session: Session) -> None:
    session.flush()
    actor = session.info.get("actor")
    if actor is not None:
        announce(session, actor)
    session.expunge_all()


def _chunk(session: Session, chunk: list[Claim]) -> list[Outcome]:
    if not any(find_kind(claim.job_type).writes for claim in chunk):
        return [_guarded(session, claim) for claim in chunk]
    mark = Mark(session)
    try:
        # One limit for all of them; where they take too long together, each gets its own below.
        with session.begin_nested(), limit(max(find_kind(claim.job_type).time_limit for claim in chunk)):
            outcomes = [_one(session, claim) for claim in chunk]
            session.flush()
    except (Exception, TimeLimit) as error:
        if _fatal(error):
            raise
        mark.restore()
        return [_alone(session, claim) for claim in chunk]
    return outcomes


def _alone(session: Session, claim: Claim) -> Outcome:
    mark, began, lines = Mark(session), time.monotonic(), Lines(claim)
    try:
        with session.begin_nested(), limit(find_kind(claim.job_type).time_limit):
            outcome = _one(session, claim, lines)
            session.flush()
    except (Exception, TimeLimit) as error:
        if _fatal(error):
            raise
        mark.restore()
        return Outcome(claim, lines, seconds=time.monotonic() - began, error=error)
    return outcome


def _fatal(error: BaseException) -> bool:
    """Whether the whole transaction is lost with it."""
    return isinstance(error, LostLease) or (isinstance(error, DBAPIError) and isinstance(translate(error), Unavailable))


def _guarded(session: Session, claim: Claim) -> Outcome:
    began, lines = time.monotonic(), Lines(claim)
    try:
        with limit(find_kind(claim.job_type).time_limit):
            return _one(session, claim, lines)
    except DBAPIError:
        raise
    except (Exception, TimeLimit) as error:
        return Outcome(claim, lines, seconds=time.monotonic() - began, error=error)


def _one(session: Session, claim: Claim, lines: Lines | None = None) -> Outcome:
    known, began = find_kind(claim.job_type), time.monotonic()
    said = lines or Lines(claim)
    payload = known.read(claim.payload)
    result = known.run(Context(claim, session, said, light=True), payload)
    return Outcome(claim, said, result, time.monotonic() - began)


def _complete(session: Session, done: list[Outcome]) -> None:
    if not done:
        return
    values: dict[str, Any] = {
        "ids": [outcome.claim.id for outcome in done],
        "fences": [outcome.claim.fence for outcome in done],
        "results": [outcome.result for outcome in done],
        "links": [outcome.lines.touched().get("links") for outcome in done],
    }
    if len(session.execute(COMPLETE, values).all()) < len(done):
        raise LostLease("some of a batch")
    said = [line for outcome in done for line in outcome.lines.take()]
    if said:
        session.execute(insert(JobLog), said)


def _tell(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error is None:
            statistics.ended(outcome.claim, "completed", outcome.seconds)
        else:
            settle_failure(outcome.claim, outcome.error, outcome.lines, outcome.seconds)


def _again(error: Exception, claims: list[Claim]) -> None:
    """What cannot be committed together (a lease lost, a check at the commit) is done one by one."""
    meaning = translate(error) if isinstance(error, DBAPIError) else error
    if isinstance(meaning, Unavailable):
        raise error
    for claim in claims:
        execute(claim)
