"""Kinds of jobs that do what their mood says, and a model of what must come of each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from app.core.errors import Invalid, Unavailable
from app.core.queue import Context, Kind, Payload, kind
from tests.jobs.sample import effect

DONE = "test.machine"
HOUR = 3600.0
ATTEMPTS = 2
# How the next run of each job goes.
moods: dict[UUID, str] = {}


class Nothing(Payload):
    """Nothing to say."""


def _work(job: Context) -> dict[str, Any]:
    effect(job.session, job, DONE)
    match moods[job.id]:
        case "fails":
            raise Unavailable("Not this time.")
        case "hopeless":
            raise Invalid("Never.")
        case "broken":
            raise ZeroDivisionError
        case "looks":
            job.check()
        case _:
            pass
    return {}


@kind("machine.light", title="Light", payload=Nothing, light=True, attempts=ATTEMPTS, delay=HOUR)
def light(job: Context, payload: Nothing) -> dict[str, Any]:
    """Does what its mood says, beside others."""
    return _work(job)


@kind("machine.plain", title="Plain", payload=Nothing, attempts=ATTEMPTS, delay=HOUR)
def plain(job: Context, payload: Nothing) -> dict[str, Any]:
    """Does what its mood says, alone."""
    return _work(job)


KINDS: dict[str, Kind[Any]] = {"machine.light": light, "machine.plain": plain}
some_kind = st.sampled_from(sorted(KINDS))
some_key = st.sampled_from([None, None, "a", "b"])
some_mood = st.sampled_from(["works", "works", "fails", "hopeless", "broken", "looks"])
LIVING = ("pending", "retrying", "processing")


@dataclass
class Model:
    """A job as it must stand."""

    kind: str
    key: str | None
    status: str = "pending"
    attempts: int = 0
    fence: int = 0
    lapses: int = 0
    effects: int = 0
    due: bool = True
    stop: bool = False
    silent: bool = False
    cancelled_by: UUID | None = None

    def seen(self) -> tuple[Any, ...]:
        """What the table must show of it."""
        return self.status, self.attempts, self.fence, self.lapses, self.stop

    def taken(self) -> None:
        self.status, self.attempts, self.fence, self.silent = "processing", self.attempts + 1, self.fence + 1, False

    def back(self, status: str) -> None:
        self.attempts, self.fence = self.attempts - 1, self.fence + 1
        self.status = "cancelled" if self.stop else status

    def again(self) -> None:
        self.status, self.attempts, self.lapses, self.due, self.stop = "pending", 0, 0, True, False

    def ran(self, mood: str) -> None:
        if mood == "looks" and self.stop:
            self.status = "cancelled"
        elif mood in {"works", "looks"}:
            self.status, self.effects = "completed", self.effects + 1
        elif mood == "hopeless" or self.attempts >= ATTEMPTS:
            self.status = "failed"
        elif self.stop:
            self.status = "cancelled"
        else:
            self.status, self.due = "retrying", False
