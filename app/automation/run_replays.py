"""Running again what has run: from any step or round of a loop, on the old or the new version, with other input."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.automation import run_reading, versions
from app.automation.definition import Act, Definition, Http, SendEmail, Set, Stop, WaitForEvent, walk
from app.automation.engine import starting
from app.automation.engine.shows import plain
from app.automation.engine.starting import About
from app.automation.models import Execution, StepLog
from app.automation.run_rows import RunRow
from app.core.access import Permission
from app.core.actions import Effect, action, find
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound

Ids = Annotated[list[UUID], Field(min_length=1, max_length=500)]


@action("run.replay", permission=Permission.WORKFLOWS_WRITE, effect=Effect.WRITE, title="Run again")
def replay(
    session: Session,
    actor: Actor,
    ids: Ids,
    from_step: str | None = None,
    version: Literal["old", "new"] = "old",
    context: dict[str, Any] | None = None,
    reuse: bool = True,
    from_failed: bool = False,
) -> list[RunRow]:
    """Run these again, each as a new run.

    `from_step` is the key of a step ("send-2"), also in a round of a loop ("send-2#4", or "loop-1#4" for the whole
    round): what came before is taken over, not done again. `context` replaces parts of the input. With `reuse`, mails,
    calls and outside actions after that step which ask for the very same as before are taken over too. With
    `from_failed` each run begins where it failed, or at its beginning where it did not. Raises NotFound for an unknown
    run, Invalid for a step that it never reached.
    """
    given = Again(from_step, from_failed, version, context or {}, reuse)
    made = [_again(session, actor, run_id, given) for run_id in ids]
    return [run_reading.one(session, actor.tenant_id, run_id) for run_id in made]


@dataclass(frozen=True, slots=True)
class Again:
    """From where, on which version, with what other input runs are repeated, and whether what cost money is reused."""

    from_step: str | None
    from_failed: bool
    version: str
    context: dict[str, Any]
    reuse: bool


def _again(session: Session, actor: Actor, run_id: UUID, wish: Again) -> UUID:
    mine = select(Execution).where(col(Execution.id) == run_id, col(Execution.tenant_id) == actor.tenant_id)
    run = session.scalars(mine).first()
    if run is None:
        raise NotFound("There is no such run (any more).")
    old = versions.definition_of(session, run.workflow_id, run.workflow_version)
    number = run.workflow_version if wish.version == "old" else versions.published(session, run.workflow_id)[0]
    begin = _failed_at(session, run.id) if wish.from_failed else wish.from_step
    cursor = {"reuse": taken_over(session, run, old, begin, wish.reuse)}
    given = {**run.context, **plain(wish.context)}
    about = About(run.subject_table, run.subject_id, run.event_id, origin="replay", member_id=actor.member_id)
    made = starting.start(session, run.workflow_id, number, given, about, cursor=cursor, replayed_from=run.id)
    assert made
    return made


def _failed_at(session: Session, run_id: UUID) -> str | None:
    failed = select(col(StepLog.path)).where(col(StepLog.execution_id) == run_id, col(StepLog.status) == "failed")
    return session.scalars(failed.order_by(col(StepLog.step_index).desc()).limit(1)).first()


def taken_over(
    session: Session, run: Execution, definition: Definition, from_step: str | None, reuse: bool
) -> dict[str, Any]:
    """What a new run takes over of an old one, by the keys of its steps."""
    logs = select(StepLog).where(col(StepLog.execution_id) == run.id).order_by(col(StepLog.step_index))
    lines = list(session.scalars(logs))
    point = _point(run, lines, definition, from_step)
    kept: dict[str, Any] = {}
    for at, line in enumerate(lines):
        step = definition.step(line.step_id)
        if line.status != "completed" or step is None or isinstance(step, Set | Stop):
            continue
        output = line.output if line.output is not None else {}
        ways = {name for name, _ in step.inner()}
        if isinstance(output, dict) and output.get("way") in ways:
            if at < point:
                kept[line.path] = {"way": output["way"], "result": output.get("result")}
        elif at < point and (not ways or isinstance(step, WaitForEvent)):
            kept[line.path] = {"output": output, "input": line.input}
        elif at >= point and reuse and line.path != from_step and _outside(step):
            kept[line.path] = {"same": line.input, "brought": output}
    return kept


def _outside(step: Any) -> bool:
    if isinstance(step, Act):
        return find(step.action).effect is Effect.EXTERNAL
    return isinstance(step, SendEmail | Http)


def _point(run: Execution, lines: list[StepLog], definition: Definition, from_step: str | None) -> int:
    """The place in the log at which the new run leaves the old one."""
    if from_step is None:
        return 0
    for at, line in enumerate(lines):
        if line.path == from_step or line.path in _inside(definition, from_step):
            return at
    if from_step in run.cursor.get("open", {}):
        return len(lines)
    raise Invalid("The run never came to this step.", fields={"fromStep": "never reached"})


def _inside(definition: Definition, key: str) -> set[str]:
    """The keys of the steps in a round of a loop, or below a step that decides."""
    step_id, sign, rounds = key.partition("#")
    step = definition.step(step_id)
    if step is None:
        return set()
    return {f"{inner.id}{sign}{rounds}" for _, steps in step.children() for _, inner in walk(steps)}
