"""Mails, web calls and runs below runs, with deaths at any boundary: each effect once, or a person is asked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

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
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from app.automation import missed, versions_actions
from app.automation import runs as run_actions
from app.automation.engine.passing import one_pass
from app.automation.models import Execution
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.effects import Effect
from app.core.events.post import post
from app.core.queue import Job
from app.core.settings import Settings
from app.crm.models import Task
from jobs.worker import drain
from tests.app.automation.living import publish, runs, settle
from tests.chaos.mortal import die, lapse
from tests.chaos.outside import Outside, led_outside
from tests.factories.depth import depth
from tests.factories.people import new_owner

KEYS = {"mail", "call", "put", "letter"}
# More busy answers than a job has tries would be another end of the run.
MOST_BUSY = 2
MOST_RUNS = 3


def turn() -> None:
    """All that can be done now, until nothing is left."""
    settle()
    while one_pass() + drain():
        settle()


Fate = tuple[str, int]
SENDING = st.sampled_from([f"{side} {what}" for what in ("smtp", "http") for side in ("before", "after")])
WRITING = st.sampled_from(["before commit", "after commit"])
FATES = st.tuples(SENDING, st.integers(1, 2)) | st.tuples(WRITING, st.sampled_from([1, 2, 3, 5, 8, 13, 21, 34]))
CALM = ("nowhere", 1)


def task(name: str) -> dict[str, Any]:
    return {"type": "task.create", "id": name, "title": f"{{{{ who }}}} {name}"}


def mail(name: str, to: str) -> dict[str, Any]:
    return {"type": "sendEmail", "id": name, "template": "welcome", "to": f"{to}@example.com"}


def call(name: str, method: str, url: str) -> dict[str, Any]:
    return {
        "type": "http",
        "id": name,
        "method": method,
        "url": f"{url}/{name}",
        "json": {"who": f"{name} {{{{ who }}}}"},
    }


def workflows(owner: Actor, url: str) -> UUID:
    """The workflow that is begun, and the one that it has below it."""
    sample = {"sample": {"who": "w", "user": {"name": "Ann"}}}
    below = [mail("letter", "{{ who }}-below"), task("b")]
    publish(owner, {"name": "Below", "triggerType": "manual", "triggerConfig": sample, "steps": below})
    given = {"who": "{{ who }}", "user": {"name": "Ann"}}
    steps = [
        task("a"),
        mail("mail", "{{ who }}"),
        call("call", "POST", url),
        call("put", "PUT", url),
        {"type": "workflow", "id": "below", "workflow": "Below", "context": given},
        task("z"),
    ]
    return publish(owner, {"name": "Above", "triggerConfig": {"event": "machine.begun", **sample}, "steps": steps})


class SendingMachine(RuleBasedStateMachine):
    """One company's runs of a workflow that sends, calls, and has another one below it."""

    world: Outside
    owner: Actor
    flow: UUID

    def __init__(self) -> None:
        super().__init__()
        with house_session() as session:
            for table in (Execution, Effect, Job):
                session.execute(delete(table))
        self.name = uuid4().hex[:8]
        self.world.busy, self.busy = 0, 0
        self.active, self.deaths, self.number = True, 0, 0
        self.begun: set[str] = set()
        self.waiting: set[str] = set()
        self.broken: set[str] = set()

    def _open(self) -> list[Execution]:
        return [made for made in runs(self.owner) if made.status in {"pending", "running"}]

    # Events and people, each followed by work that may die

    @initialize(fate=FATES)
    def begins(self, fate: Fate) -> None:
        self.happens(fate)

    @precondition(lambda self: self.number < MOST_RUNS)
    @rule(fate=FATES)
    def happens(self, fate: Fate) -> None:
        self.number += 1
        who = f"{self.name}-{self.number}"
        with open_session(self.owner) as session:
            post(session, "machine.begun", {"who": who, "user": {"name": "Ann"}}, key=who)
        self._work(fate)
        (self.begun if self.active else self.waiting).add(who)

    @rule(on=st.booleans(), fate=FATES)
    def is_switched(self, on: bool, fate: Fate) -> None:
        run(self.owner, versions_actions.resume if on else versions_actions.pause, {"id": self.flow})
        self.active = on
        self._work(fate)

    @precondition(lambda self: self.active and self.waiting)
    @rule(fate=FATES)
    def what_came_meanwhile_is_taken_up(self, fate: Fate) -> None:
        assert run(self.owner, missed.take_up, {"id": self.flow}).value.events == len(self.waiting)
        self.begun |= self.waiting
        self.waiting.clear()
        self._work(fate)

    @precondition(lambda self: self._open())
    @rule(data=st.data(), fate=FATES)
    def is_cancelled(self, data: st.DataObject, fate: Fate) -> None:
        chosen = data.draw(st.sampled_from(self._open()))
        run(self.owner, run_actions.cancel, {"ids": [chosen.id]})
        self.broken.add(chosen.context["who"])
        self._work(fate)

    @precondition(lambda self: self._asked())
    @rule(data=st.data(), knows=st.booleans(), fate=FATES)
    def is_decided(self, data: st.DataObject, knows: bool, fate: Fate) -> None:
        self._decide(data.draw(st.sampled_from(self._asked())), knows=knows)
        self._work(fate)

    def _asked(self) -> list[Execution]:
        return [made for made in self._open() if made.state == "unknown"]

    def _decide(self, made: Execution, *, knows: bool) -> None:
        who, (key,) = made.context["who"], KEYS & made.cursor["open"].keys()
        decision = ("happened" if self._arrived(key, who) else "again") if knows else "give_up"
        self.broken |= set() if knows else {who}
        run(self.owner, run_actions.decide, {"id": made.id, "key": key, "decision": decision})

    def _arrived(self, key: str, who: str) -> int:
        if key in {"mail", "letter"}:
            return self.world.letters[f"{who}@example.com" if key == "mail" else f"{who}-below@example.com"]
        came = {named: count for (sender, named), count in self.world.calls.items() if sender == f"{key} {who}"}
        # Of equal calls the receiver of a PUT counts one.
        return len(came) if key == "put" else sum(came.values())

    # Work and death

    @precondition(lambda self: self.busy < MOST_BUSY)
    @rule(fate=FATES)
    def the_server_is_busy(self, fate: Fate) -> None:
        self.world.busy += 1
        self.busy += 1
        self._work(fate)

    @rule(fate=FATES)
    def time_goes_by(self, fate: Fate) -> None:
        self._let_time_go_by()
        self._work(fate)

    def _let_time_go_by(self) -> None:
        """So that leases run out, and what failed is tried again."""
        lapse()
        with house_session() as session:
            session.execute(update(Job).where(col(Job.status) == "retrying").values(scheduled_for=func.now()))

    def _work(self, fate: Fate) -> None:
        """Do what can be done, until a death at the boundary of that name and number, if it comes as far."""
        self.deaths += die(*fate, turn)
        settle()

    # What holds always

    @invariant()
    def nothing_happened_twice(self) -> None:
        for who in self.begun:
            arrived = {key: self._arrived(key, who) for key in KEYS}
            assert max(arrived.values()) <= 1, (who, arrived)
        assert all(count == 1 for count in self._tasks().values())

    @invariant()
    def nobody_is_asked_without_a_death(self) -> None:
        with open_session(self.owner) as session:
            asked = session.scalar(select(func.count()).where(col(Effect.state) == "unknown"))
        assert (asked or 0) <= self.deaths

    @invariant()
    def each_event_made_one_run(self) -> None:
        made = Counter(found.context["who"] for found in runs(self.owner) if found.workflow_id == self.flow)
        assert made == Counter(self.begun)

    def _tasks(self) -> Counter[str]:
        with open_session(self.owner) as session:
            return Counter(session.scalars(select(col(Task.title))))

    def teardown(self) -> None:
        self.world.busy = 0
        self.is_switched(True, CALM)
        if self.waiting:
            self.what_came_meanwhile_is_taken_up(CALM)
        for _ in range(60):
            if not self._go_on():
                break
        self.nothing_happened_twice()
        self.each_event_made_one_run()
        for made in runs(self.owner):
            if (who := made.context["who"]) not in self.broken:
                assert made.state == "completed", (made.state, made.reason, made.error_message)
                assert {key: self._arrived(key, who) for key in KEYS} == dict.fromkeys(KEYS, 1)
                assert {f"{who} {name}" for name in "abz"} <= self._tasks().keys()

    def _go_on(self) -> bool:
        self._let_time_go_by()
        turn()
        for made in self._asked():
            self._decide(made, knows=True)
        return bool(self._open())


@pytest.fixture
def machine(house: Settings) -> Iterator[type[SendingMachine]]:
    with led_outside() as seen:
        # Founding and publishing anew for each example would take longer than the examples.
        SendingMachine.world, SendingMachine.owner = seen, new_owner()
        SendingMachine.flow = workflows(SendingMachine.owner, seen.url)
        yield SendingMachine


@pytest.mark.slow
def test_each_sending_happens_once_or_a_person_is_asked(machine: type[SendingMachine]) -> None:
    run_state_machine_as_test(machine, settings=depth(examples=4, steps=6))
