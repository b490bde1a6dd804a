"""Carrying out a trial."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.automation.definition import Definition, span
from app.automation.engine.claim import Run
from app.automation.engine.cursor import Cursor
from app.automation.engine.flow import Line, Progress
from app.automation.engine.interpreter import Walk
from app.automation.engine.world import scope_of, world_of
from app.automation.models import RunState
from app.automation.simulation.port import TrialPort
from app.automation.simulation.rows import Trial, TrialStep
from app.core.actor import Actor
from app.core.db import Session
from app.core.db.session import HOOKS, become
from app.core.events.record import TOPICS
from app.core.ids import new_id

MOST_TURNS = 2_000


def attempt(
    session: Session,
    actor: Actor,
    definition: Definition,
    context: dict[str, Any],
    begin: datetime,
    subject: tuple[str | None, UUID | None] = (None, None),
    approve: bool = True,
) -> Trial:
    """Run the definition as if it were live, with a clock that jumps from `begin` on; nothing of it stays."""
    assert actor.tenant_id
    kept = {name: session.info.get(name) for name in (HOOKS, TOPICS, "operation_id")}
    session.info[HOOKS], session.info[TOPICS] = [], set()
    point = session.begin_nested()
    try:
        run = _run(actor.tenant_id, context, subject)
        port = TrialPort(session, run, definition, world_of(session, actor.tenant_id), actor, approve)
        return _turns(port, definition, begin)
    finally:
        point.rollback()
        for name, held in kept.items():
            session.info.pop(name, None) if held is None else session.info.__setitem__(name, held)
        session.expire_all()
        become(session, actor)


def _run(tenant_id: UUID, context: dict[str, Any], subject: tuple[str | None, UUID | None]) -> Run:
    return Run(
        id=new_id(),
        tenant_id=tenant_id,
        workflow_id=new_id(),
        workflow_version=0,
        context=context,
        cursor={},
        subject_table=subject[0],
        subject_id=subject[1],
        depth=0,
        origin="trial",
        steps_done=0,
        status="running",
        state="ready",
        started_at=None,
        parent_id=None,
        parent_key=None,
    )


def _turns(port: TrialPort, definition: Definition, begin: datetime) -> Trial:
    cursor, steps, now = Cursor(), list[TrialStep](), begin
    limit = begin + span(definition.settings.timeout) if definition.settings.timeout else None
    progress = Progress(RunState.READY)
    for _ in range(MOST_TURNS):
        port.now, told, port.told = now, port.told, {}
        scope = scope_of(port.run.context, port.world)
        progress = Walk(definition, cursor, scope, now, port, told).advance(limit)
        steps += [_shown(line, port.would.get(line.key)) for line in progress.lines]
        if progress.over:
            break
        following = _next(port, progress, now)
        if following is None:
            break
        now = following
    return Trial(
        state=progress.state.value,
        reason=progress.reason,
        error_message=progress.error,
        began=begin,
        ended=now,
        seconds=(now - begin).total_seconds(),
        steps=steps,
        context=port.run.context,
    )


def _next(port: TrialPort, progress: Progress, now: datetime) -> datetime | None:
    """The moment at which something happens next; None where the run would wait for ever."""
    if port.told:
        return now
    events = [(at, key) for at, key, _ in port.coming]
    first = min((at for at, _ in events), default=None)
    if first is not None and (progress.due is None or first <= progress.due):
        at, key, payload = min(port.coming, key=lambda event: event[0])
        port.coming.remove((at, key, payload))
        port.told.setdefault(key, []).append({"kind": "event", "payload": payload})
        return max(at, now)
    return progress.due


def _shown(line: Line, would: str | None) -> TrialStep:
    return TrialStep(
        at=line.began,
        step_id=line.step_id,
        key=line.key,
        step_type=line.step_type,
        step_name=line.step_name,
        status=line.status,
        input=line.input,
        output=line.output,
        error_message=line.error,
        duration_ms=line.duration_ms,
        would=would,
    )
