"""The interpreter: from a definition, a place in it and a moment to the next place; it touches nothing but its port."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.automation.definition import Definition, OnError, Step, Steps, span
from app.automation.definition.conditions import holds
from app.automation.engine import failing
from app.automation.engine.cursor import Cursor
from app.automation.engine.flow import Broken, Ended, Line, Progress
from app.automation.engine.place import Place
from app.automation.engine.port import Port
from app.automation.engine.shows import shown
from app.automation.engine.steps import handler_of
from app.automation.models import RunState
from app.core.errors import AppError

MOST_AT_ONCE = 500
MOST_STEPS = 10_000
# Which of several things that a run waits for is told.
URGENCY = [
    RunState.READY,
    RunState.UNKNOWN,
    RunState.APPROVAL,
    RunState.SENDING,
    RunState.CHILD,
    RunState.RETRYING,
    RunState.LISTENING,
    RunState.ASLEEP,
]
Told = Mapping[str, list[dict[str, Any]]]


class Walk:
    """One advance of one run, through all its steps that need no waiting."""

    def __init__(
        self, definition: Definition, cursor: Cursor, scope: dict[str, Any], now: datetime, port: Port, told: Told
    ) -> None:
        self.definition, self.cursor, self.now, self.port, self.told = definition, cursor, now, port, told
        self.base = {**scope, "vars": cursor.vars, "steps": cursor.steps, "now": now}
        self.lines: list[Line] = []
        self.waits: list[tuple[RunState, datetime | None, str]] = []
        self.left = MOST_AT_ONCE

    def advance(self, until: datetime | None = None) -> Progress:
        """Go as far as it goes now; `until` is the moment at which the whole run has taken too long."""
        self.waits.clear()
        try:
            if until is not None and self.now >= until:
                raise Broken("The run took longer than its workflow allows.")
            over = self.sequence(self.definition.steps, "", "", {})
        except Broken as broken:
            failed = broken.step.id if broken.step else None
            return Progress(RunState.FAILED, None, None, broken.message, failed, self.lines)
        except Ended as ended:
            return Progress(ended.state, None, ended.reason or None, None, None, self.lines)
        if over:
            return Progress(RunState.COMPLETED, lines=self.lines)
        return self._waiting(until)

    def _waiting(self, until: datetime | None) -> Progress:
        state, _, reason = min(self.waits, key=lambda wait: (URGENCY.index(wait[0]), wait[1] or self.now))
        dues = [due for _, due, _ in self.waits if due is not None] + ([until] if until else [])
        return Progress(state, min(dues, default=None), reason, lines=self.lines)

    def scope(self, local: Mapping[str, Any]) -> Mapping[str, Any]:
        """All that a template can read here."""
        return {**self.base, **local} if local else self.base

    def sequence(self, steps: Steps, frame: str, rounds: str, local: dict[str, Any]) -> bool:
        """Take a list of steps from where it stands; whether it is through."""
        place = _index(steps, self.cursor.at.get(frame))
        while place < len(steps):
            if not self.step(steps[place], frame, rounds, local):
                self.cursor.at[frame] = steps[place].id
                return False
            place += 1
            self.cursor.at[frame] = steps[place].id if place < len(steps) else ""
        return True

    def wait(self, state: RunState, due: datetime | None, reason: str) -> bool:
        """Note what the run waits for; False, for the step is not through."""
        self.waits.append((state, due, reason))
        return False

    def step(self, step: Step, frame: str, rounds: str, local: dict[str, Any]) -> bool:
        """Take one step as far as it goes; whether it is through."""
        key = f"{step.id}{rounds}"
        mine = self.cursor.open.get(key)
        if mine is None:
            mine = self._begin(step, key, frame)
        place = Place(step, key, rounds, local, mine, told=self.told.get(key, []))
        if "handled" in mine:
            return self._handle(place)
        if (begin := mine.get("begin")) and self.now < (at := datetime.fromisoformat(begin)):
            retrying = "error" in mine
            state = RunState.RETRYING if retrying else RunState.ASLEEP
            why = f"“{step.title}” failed ({mine['error']}) and is tried again" if retrying else f"until “{step.title}”"
            return self.wait(state, at, why)
        if self.left <= 0:
            return self.wait(RunState.READY, self.now, "goes on at once")
        return self._take(place)

    def _begin(self, step: Step, key: str, frame: str) -> dict[str, Any]:
        self._leave()
        self.left -= 1
        mine: dict[str, Any] = {"since": self.now.isoformat(), "in": frame}
        if step.delay and step.delay != "immediate":
            mine["begin"] = (self.now + span(step.delay)).isoformat()
        self.cursor.open[key] = mine
        return mine

    def _leave(self) -> None:
        rules = self.definition.settings.enrolment.leave_when
        if rules is None:
            return
        scope = self.port.current(self.base)
        if holds(rules, scope, self.now, scope["_zone"]):
            raise Ended(RunState.LEFT, "The record no longer takes part in this workflow.")

    def _take(self, place: Place[Step]) -> bool:
        began, mark = time.perf_counter(), len(self.waits)
        try:
            if self._reused(place):
                return True
            failing.overdue(self, place)
            through = handler_of(place.step)(self, place)
        except AppError as error:
            del self.waits[mark:]
            return failing.failed(self, place, error, began)
        except Broken as broken:
            if place.step.on_error == "stop" or broken.final:
                raise
            del self.waits[mark:]
            self.forget(place.key)
            return failing.caught(self, place, broken.message, began)
        if through:
            self.close(place, began)
        return through

    def _reused(self, place: Place[Step]) -> bool:
        """Whether a replay takes the outcome over from the run before."""
        kept = self.cursor.reuse.get(place.key)
        if kept is None or "output" not in kept:
            return False
        place.input, place.output = kept.get("input"), kept["output"]
        self.log(place, "completed", 0, reused=True)
        self._finish(place)
        return True

    def close(self, place: Place[Step], began: float) -> None:
        """Write down that a step is through."""
        if not place.mine.get("logged"):
            self.log(place, "completed", self.took(place, began))
        self._finish(place)

    def _finish(self, place: Place[Step]) -> None:
        del self.cursor.open[place.key]
        if place.output is not None:
            self.cursor.steps[place.step.id] = {"output": place.output}

    def took(self, place: Place[Step], began: float) -> int:
        """How long the step took, in milliseconds: by the clock of the run if it had to wait, else as measured."""
        waited = self.now - datetime.fromisoformat(place.mine.get("begin") or place.mine["since"])
        measured = int((time.perf_counter() - began) * 1000) + (place.deed.duration_ms if place.deed else 0)
        return max(int(waited / timedelta(milliseconds=1)), measured)

    def log(
        self, place: Place[Step], status: str, duration_ms: int, error: str | None = None, reused: bool = False
    ) -> None:
        """Add a line to the log of the run; raises Broken where a run has become endless."""
        step, cursor = place.step, self.cursor
        cursor.count += 1
        line = Line(
            index=cursor.count - 1,
            key=place.key,
            step_id=step.id,
            step_type=step.type,
            step_name=step.title,
            status=status,
            began=datetime.fromisoformat(place.mine["since"]),
            duration_ms=duration_ms,
            input=shown(place.input),
            output=shown(place.output),
            error=error,
            attempts=place.mine.get("tries", 1),
            reused=reused,
            operation_id=place.deed.operation_id if place.deed else None,
        )
        self.lines.append(line)
        if cursor.count > MOST_STEPS:
            raise Broken(
                f"The run took more than {MOST_STEPS:,} steps and was stopped, lest it run for ever.", final=True
            )

    def _handle(self, place: Place[Step]) -> bool:
        handler = place.step.on_error
        steps = handler.steps if isinstance(handler, OnError) else ()
        frame = f"{place.key}.onError"
        local = {**place.local, "error": {"message": place.mine["handled"], "step": place.step.id}}
        if not self.sequence(steps, frame, place.rounds, local):
            return False
        del self.cursor.at[frame]
        del self.cursor.open[place.key]
        return True

    def forget(self, key: str) -> None:
        """Drop all that is under way below a step."""
        gone = self.cursor.clear(key)
        if gone:
            self.port.withdraw(gone)


def _index(steps: Steps, step_id: str | None) -> int:
    if step_id is None:
        return 0
    if step_id == "":
        return len(steps)
    return next((at for at, step in enumerate(steps) if step.id == step_id), len(steps))
