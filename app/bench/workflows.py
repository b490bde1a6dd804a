"""`steward bench workflows`: durable steps beside DBOS on the same server, and what sleeping runs cost.

A run has five steps that do nothing. Steward commits the steps of many runs together, each run with all its outcomes
in one commit; DBOS commits each step. Both write to disk before they say so (fsync on), in rounds that take turns.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, insert, text

from app.automation import workflows
from app.automation.engine.passing import one_pass
from app.automation.models import Execution, StepLog, Workflow, WorkflowVersion
from app.bench.figures import Figure, show
from app.bench.peer_dbos import Dbos
from app.core.access import GRANTABLE
from app.core.actions import run
from app.core.actor import Actor, Kind
from app.core.db import house_session, open_session, owner_engine
from app.core.ids import new_id
from app.core.times import utc_now

STEPS, SLEEPING, LOOKS, BULK = 5, 100_000, 50, 5_000
NOOP = {"type": "set", "values": {}}
PEER = "DBOS"


def main(argv: Sequence[str]) -> int:
    """Measure in interleaved rounds and print the figures."""
    parser = argparse.ArgumentParser(prog="steward bench workflows", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--peer-runs", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    given = parser.parse_args(argv)
    _check_durable()
    actor = Actor(kind=Kind.MEMBER, tenant_id=new_id(), member_id=new_id(), name="Bench", permissions=GRANTABLE)
    flow = _published(actor)
    try:
        figures = [*_steps(actor, flow, given.runs, given.peer_runs, given.rounds), *_sleeping(actor, flow)]
    finally:
        _clear(actor)
    show("workflows", figures)
    return 0


def _check_durable() -> None:
    with owner_engine().connect() as connection:
        for name in ("fsync", "synchronous_commit"):
            if connection.execute(text("select current_setting(:name)"), {"name": name}).scalar() != "on":
                raise SystemExit(f"{name} is off on this server: nothing measured here would be worth anything.")


def _published(actor: Actor) -> UUID:
    steps = [NOOP] * STEPS
    given = {"name": "Bench", "trigger_type": "manual", "trigger_config": {}, "steps": steps, "publish": True}
    return run(actor, workflows.create, given).value.id


def _steps(actor: Actor, flow: UUID, runs: int, peer_runs: int, rounds: int) -> list[Figure]:
    ours: list[float] = []
    theirs: list[float] = []
    with Dbos(STEPS) as peer:
        peer.run(10)
        _ours(actor, flow, 50)
        for _ in range(rounds):
            ours.append(_seconds(lambda: _ours(actor, flow, runs)) / (runs * STEPS))
            theirs.append(_seconds(lambda: peer.run(peer_runs)) / (peer_runs * STEPS))
    mine, other = statistics.median(ours), statistics.median(theirs)
    name = "a durable no-op step, five a run, one process"
    return [
        Figure(name, "ms", mine * 1e3, PEER, other * 1e3, "a fifth of DBOS's (5 × its steps a second)", 0.2),
        # Written as what they are, for people think in steps a second.
        Figure("steps a second", "1/s", 1 / mine, PEER, 1 / other),
    ]


def _ours(actor: Actor, flow: UUID, runs: int) -> None:
    """Write the runs and take them to their end."""
    _write(actor, flow, runs)
    taken = 0
    while taken < runs:
        taken += one_pass()


def _write(actor: Actor, flow: UUID, runs: int, sleep: timedelta | None = None) -> None:
    due = utc_now() + sleep if sleep else utc_now() - timedelta(seconds=1)
    shared = {"workflow_id": flow, "workflow_version": 1, "due_at": due, "context": {}, "cursor": {}}
    state = {"state": "asleep", "status": "running"} if sleep else {}
    with open_session(actor) as session:
        for begin in range(0, runs, BULK):
            rows = [{"id": new_id(), **shared, **state} for _ in range(min(BULK, runs - begin))]
            session.execute(insert(Execution), rows)


def _sleeping(actor: Actor, flow: UUID) -> list[Figure]:
    none = [_seconds(one_pass) for _ in range(LOOKS)]
    _write(actor, flow, SLEEPING, timedelta(days=30))
    with owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze workflow_executions"))
    many = [_seconds(one_pass) for _ in range(LOOKS)]
    ours, empty = statistics.median(many), statistics.median(none)
    name = f"a look for due runs, {SLEEPING:,} of them asleep"
    return [Figure(name, "ms", ours * 1e3, "none asleep", empty * 1e3, "no more than with none (under 1.5 ×)", 1.5)]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _clear(actor: Actor) -> None:
    with house_session() as session:
        for table in (StepLog, Execution):
            session.execute(delete(table).where(table.tenant_id == actor.tenant_id))  # pyright: ignore[reportArgumentType]
    with open_session(actor) as session:
        for table in (WorkflowVersion, Workflow):
            session.execute(delete(table))
