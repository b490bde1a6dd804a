"""Anything that events, people, time and dying workers can do to runs, in any order; what holds then and at the end."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select
from sqlmodel import col

from app.automation import approvals, run_moves, run_replays, versions_actions, workflows
from app.automation import runs as run_actions
from app.automation.engine import passing
from app.automation.engine.passing import one_pass
from app.automation.models import Approval, Execution, Signal, StepLog, Wait
from app.core.actions import run
from app.core.db import house_session, open_session
from app.core.events.post import SPACE, post
from app.core.times import utc_now
from app.crm.models import Task
from tests.app.automation.living import lines, publish, runs, settle
from tests.factories.depth import depth
from tests.factories.people import new_owner


def task(name: str, title: str | None = None) -> dict[str, Any]:
    """A step whose effect is a task that names its run and itself."""
    return {"type": "task.create", "id": name, "title": f"{{{{ n }}}} {title or name}"}


BEFORE = [
    task("a"),
    {"type": "wait", "id": "nap", "duration": "1h"},
    {"type": "loop", "id": "each", "items": "sides", "as": "side", "steps": [task("l", "l{{ side }}")]},
    {
        "type": "parallel",
        "id": "both",
        "branches": [
            {"name": "one", "steps": [{"type": "wait", "id": "rest", "duration": "10m"}, task("p")]},
            {"name": "other", "steps": [task("q")]},
        ],
    },
    {"type": "waitForEvent", "id": "ear", "event": "machine.answered", "timeout": "1d", "onTimeout": [task("late")]},
    {
        "type": "approval",
        "id": "boss",
        "to": {"role": "owner"},
        "message": "Really?",
        "timeout": "5d",
        "ifApproved": [task("yes")],
        "ifRejected": [task("no")],
    },
]
PLAIN, LONGER = [*BEFORE, task("z")], [*BEFORE, task("extra"), task("z")]
TASKS = {"a", "l#0", "l#1", "p", "q", "late", "yes", "no", "extra", "z"}
TITLES = {"l#0": "l1", "l#1": "l2"}
ALWAYS = {"a", "nap", "l#0", "l#1", "each", "rest", "p", "q", "both", "ear", "boss", "z"}
JUMPS = st.sampled_from([timedelta(seconds=3), timedelta(minutes=30), timedelta(hours=1), timedelta(days=2)])
FAR = timedelta(days=30)


class Dead(Exception):
    """The worker died before its commit."""


class WorkflowMachine(RuleBasedStateMachine):
    """One company's runs of one workflow."""

    def __init__(self) -> None:
        super().__init__()
        with house_session() as session:
            for table in (Execution, Signal, Wait, Approval):
                session.execute(delete(table))
        self.owner = new_owner()
        self.flow = publish(self.owner, self._definition(PLAIN))
        self.now = utc_now() + timedelta(seconds=2)
        self.active, self.extra = True, {1: False}
        self.posted: list[int] = []
        self.begun: set[int] = set()
        self.number = 0
        self.cancelled: set[UUID] = set()
        self.heard: set[UUID] = set()
        self.answers: dict[UUID, str] = {}
        self.taken_over: dict[UUID, set[str]] = {}

    @staticmethod
    def _definition(steps: list[dict[str, Any]]) -> dict[str, Any]:
        config = {"event": "machine.begun", "sample": {"n": 1, "sides": [1, 2]}}
        return {"steps": steps, "triggerConfig": config}

    def _open(self) -> list[Execution]:
        return [made for made in runs(self.owner) if made.status in {"pending", "running"}]

    # Events

    @initialize(number=st.integers(1, 3))
    def begins(self, number: int) -> None:
        for _ in range(number):
            self.happens(twice=False)
        self.is_handed_on()

    @rule(twice=st.booleans())
    def happens(self, twice: bool) -> None:
        self.number += 1
        for _ in range(1 + twice):
            self._post("machine.begun", self.number, key=str(self.number))
        self.posted.append(self.number)

    def _post(self, name: str, n: int, key: str | None = None) -> None:
        with open_session(self.owner) as session:
            post(session, name, {"n": n, "sides": [1, 2]}, subject=f"machine:{n}", key=key)

    @rule()
    def is_handed_on(self) -> None:
        settle()
        if self.active:
            self.begun |= set(self.posted)
        self.posted.clear()

    @precondition(lambda self: self.begun)
    @rule(data=st.data())
    def is_answered(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.begun)))
        self.is_handed_on()
        with open_session(self.owner) as session:
            waiting = select(col(Wait.execution_id)).where(col(Wait.subject_id) == uuid5(SPACE, f"machine:{n}"))
            self.heard |= set(session.scalars(waiting))
        self._post("machine.answered", n)
        settle()

    # Passes and time

    @rule(limit=st.sampled_from([1, 2, 200]))
    def passes(self, limit: int) -> None:
        one_pass(self.now, limit=limit)

    @rule()
    def dies_in_a_pass(self) -> None:
        real = passing.write

        def dying(*given: Any) -> None:
            real(*given)
            raise Dead

        with pytest.MonkeyPatch.context() as patch, suppress(Dead):
            patch.setattr(passing, "write", dying)
            one_pass(self.now)

    @rule(by=JUMPS)
    def goes_by(self, by: timedelta) -> None:
        self.now += by
        one_pass(self.now)

    @rule(days=st.integers(1, 4))
    def days_go_by(self, days: int) -> None:
        """With a pass at each quarter of them."""
        self.is_handed_on()
        for _ in range(4 * days):
            self.now += timedelta(hours=6)
            one_pass(self.now)

    # People

    @rule(yes=st.booleans(), data=st.data())
    def is_decided(self, yes: bool, data: st.DataObject) -> None:
        asked = sorted(run(self.owner, approvals.list_, {}).value, key=lambda row: row.id)
        if asked:
            chosen = data.draw(st.sampled_from(asked))
            run(self.owner, approvals.answer, {"id": chosen.id, "approved": yes})
            self.answers[chosen.execution_id] = "yes" if yes else "no"

    @rule(data=st.data())
    def is_cancelled(self, data: st.DataObject) -> None:
        if found := self._open():
            chosen = data.draw(st.sampled_from(found)).id
            assert run(self.owner, run_actions.cancel, {"ids": [chosen]}).value == 1
            self.cancelled.add(chosen)

    @rule(data=st.data(), version=st.sampled_from(["old", "new"]))
    def is_repeated(self, data: st.DataObject, version: str) -> None:
        if not (found := runs(self.owner)):
            return
        chosen = data.draw(st.sampled_from(found))
        log = lines(self.owner, chosen.id)
        at = data.draw(st.integers(-1, len(log) - 1))
        self.number += 1
        given: dict[str, Any] = {"ids": [chosen.id], "version": version, "context": {"n": self.number}}
        given["from_step"] = log[at].path if at >= 0 else None
        (made,) = run(self.owner, run_replays.replay, given).value
        self.taken_over[made.id] = {line.path for line in log[:at]} if at >= 0 else set()

    @rule()
    def is_paused(self) -> None:
        self.is_handed_on()
        run(self.owner, versions_actions.pause, {"id": self.flow})
        self.active = False

    @rule()
    def is_resumed(self) -> None:
        self.is_handed_on()
        run(self.owner, versions_actions.resume, {"id": self.flow})
        self.active = True
        settle()

    @rule(extra=st.booleans())
    def is_published(self, extra: bool) -> None:
        run(self.owner, workflows.save, {"id": self.flow, "steps": LONGER if extra else PLAIN})
        number = run(self.owner, versions_actions.publish, {"id": self.flow}).value.published_version
        assert number
        self.extra[number] = extra

    @rule()
    def is_moved(self) -> None:
        rows = run(self.owner, run_moves.move, {"workflow_id": self.flow, "dry_run": False}).value
        assert all(row.moved for row in rows), rows

    # What holds always

    @invariant()
    def each_event_made_one_run(self) -> None:
        made = [found.context["n"] for found in runs(self.owner) if found.origin == "trigger"]
        assert sorted(made) == sorted(self.begun)

    @invariant()
    def every_run_has_a_next_moment(self) -> None:
        for made in self._open():
            assert made.due_at or made.state == "paused", (made.state, made.reason)

    @invariant()
    def the_ledger_is_what_the_logs_say(self) -> None:
        with open_session(self.owner) as session:
            kept = Counter(session.scalars(select(col(Task.title))))
            numbers = {made.id: made.context["n"] for made in runs(self.owner)}
            mine = select(col(StepLog.execution_id), col(StepLog.path)).where(
                ~col(StepLog.reused), col(StepLog.status) == "completed", col(StepLog.path).in_(TASKS)
            )
            logged = Counter(f"{numbers[id]} {TITLES.get(path, path)}" for id, path in session.execute(mine))
        assert kept == logged
        assert all(count == 1 for count in kept.values())

    def teardown(self) -> None:
        self.is_resumed()
        for _ in range(40):
            if not self._open():
                break
            self.now += timedelta(days=1)
            one_pass(self.now)
        self.each_event_made_one_run()
        self.the_ledger_is_what_the_logs_say()
        for made in runs(self.owner):
            self._check_end(made)

    def _check_end(self, made: Execution) -> None:
        if made.id in self.cancelled:
            assert made.state == "cancelled"
            return
        assert made.state == "completed", (made.state, made.reason, made.error_message)
        log = {line.path: line for line in lines(self.owner, made.id)}
        way = {"yes", "no"} & log.keys()
        assert len(way) == 1
        wanted = ALWAYS | way | ({"extra"} if self.extra[made.workflow_version] else set())
        assert log.keys() - {"late"} == wanted
        if made.id in self.heard:
            assert "late" not in log
        if made.id in self.answers:
            assert way == {self.answers[made.id]}
        before = self.taken_over.get(made.id, set()) - {"each", "both"}
        again = {path for path in before & log.keys() if not log[path].reused}
        assert not again


@pytest.mark.slow
def test_each_step_happens_once_whatever_happens_in_whatever_order(house: object) -> None:
    run_state_machine_as_test(WorkflowMachine, settings=depth(examples=8, steps=30))
