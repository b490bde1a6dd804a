"""The work that is done in the storm; the effect of each is its entry in the ledger."""

from typing import Any

from app.chaos.tables import Entry
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Unavailable
from app.core.queue import Context, Payload, enqueue, kind, schedule

UNITS = 5
# Every so many-th job fails at its first attempt, after it has written.
FAILING = 40
# A try that ends because the server under it went away counts as one; no storm may use up the attempts.
MANY = 25


class Number(Payload):
    """Which one it is."""

    n: int = 0


def enter(session: Session, key: str) -> None:
    """Write one entry."""
    session.add(Entry(key=key))


def _stumble(job: Context, payload: Number) -> None:
    if payload.n % FAILING == 0 and job.attempt == 1:
        job.session.flush()
        raise Unavailable("It fails once, as it should.")


@kind("chaos.light", title="Write one entry", payload=Number, light=True, attempts=MANY, delay=0.2)
def light(job: Context, payload: Number) -> dict[str, Any]:
    """One entry, many jobs to a transaction."""
    enter(job.session, f"light {payload.n}")
    _stumble(job, payload)
    return {}


@kind("chaos.plain", title="Write one entry by itself", payload=Number, attempts=MANY, delay=0.2)
def plain(job: Context, payload: Number) -> dict[str, Any]:
    """One entry in a transaction of its own."""
    enter(job.session, f"plain {payload.n}")
    _stumble(job, payload)
    return {}


@kind("chaos.chain", title="Write one entry and ask for another", payload=Number, attempts=MANY, delay=0.2)
def chain(job: Context, payload: Number) -> dict[str, Any]:
    """One entry, and a light job that writes the next, asked for in the same transaction."""
    enter(job.session, f"chain {payload.n}")
    enqueue(job.session, light, Number(n=-payload.n))
    return {}


@kind("chaos.units", title="Write five entries one by one", payload=Number, isolated=True, attempts=MANY, delay=0.2)
def units(job: Context, payload: Number) -> dict[str, Any]:
    """Five entries in a process of its own, each in its own commit; it goes on where it was cut off."""
    for number in range(job.position.get("next", 0), UNITS):
        with job.open() as session:
            enter(session, f"units {payload.n}.{number}")
            job.remember(next=number + 1)
    return {}


@schedule("chaos.tick", "* * * * *")
@kind("chaos.tick", title="Write the minute", payload=Number, attempts=MANY, delay=0.2)
def tick(job: Context, payload: Number) -> dict[str, Any]:
    """One entry for each time the schedule fires."""
    enter(job.session, f"tick {job.id}")
    return {}


def enter_by_action(session: Session, actor: Actor, key: str) -> None:
    """What a step of a workflow does here."""
    enter(session, key)


# Not in the registry of the app, which would offer it to people.
action("chaos.enter", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Write an entry")(enter_by_action)
