"""Kinds, a schedule and a consumer for the tests of the queue; their effect is an event a run."""

import os
import signal
import time
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from app.core.access import Permission
from app.core.db import Session
from app.core.errors import Invalid, Unavailable
from app.core.events import Event
from app.core.queue import Context, Payload, kind


class Word(Payload):
    """One word, and how long to take over it in seconds."""

    word: str = "hello"
    seconds: float = Field(default=0.0, ge=0)


def effect(session: Session, job: Context, name: str) -> None:
    """Leave the mark that something happened."""
    session.add(Event(name=name, record_table="job_queue", record_id=job.id))


@kind("test.mark", title="Leave a mark", payload=Word, permission=Permission.JOBS_WRITE)
def mark(job: Context, payload: Word) -> dict[str, Any]:
    """One effect, after so many seconds."""
    effect(job.session, job, "test.mark")
    job.session.flush()
    time.sleep(payload.seconds)
    return {"word": payload.word}


@kind("test.unavailable", title="Fail for a time", payload=Word, attempts=2, delay=60)
def unavailable(job: Context, payload: Word) -> dict[str, Any]:
    """Fails with what may be gone later, having written something."""
    effect(job.session, job, "test.unavailable")
    raise Unavailable("The other side does not answer.")


def remember_failure(session: Session, job: Context, reason: str) -> None:
    """What a kind does about its final failure."""
    effect(session, job, "test.mourned")


@kind("test.invalid", title="Fail for good", payload=Word, failed=remember_failure)
def invalid(job: Context, payload: Word) -> dict[str, Any]:
    """Fails with what no further try can mend."""
    raise Invalid("This can never work.")


@kind("test.bug", title="Be wrong", payload=Word, attempts=1)
def bug(job: Context, payload: Word) -> dict[str, Any]:
    """Fails with something nobody thought of."""
    raise ZeroDivisionError(payload.word)


@kind("test.slow", title="Take too long", payload=Word, attempts=1, time_limit=0.3)
def slow(job: Context, payload: Word) -> dict[str, Any]:
    """Takes longer than it may."""
    time.sleep(payload.seconds)
    return {}


STEPS = 20


@kind("test.steps", title="Go in steps", payload=Word, isolated=True, time_limit=60)
def steps(job: Context, payload: Word) -> dict[str, Any]:
    """Twenty steps, each in a unit of its own; goes on where it was cut off."""
    for number in range(job.position.get("next", 0), STEPS):
        job.check()
        with job.open() as session:
            effect(session, job, f"test.step.{number}")
            job.remember(next=number + 1)
        job.progress(number + 1, STEPS, payload.word)
        time.sleep(payload.seconds / STEPS)
    return {"steps": STEPS}


@kind("test.deaf", title="Never listen", payload=Word, isolated=True, attempts=1, time_limit=1.0)
def deaf(job: Context, payload: Word) -> dict[str, Any]:
    """Neither ends nor listens."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(1)


@kind("test.crash", title="Die", payload=Word, isolated=True, attempts=1)
def crash(job: Context, payload: Word) -> dict[str, Any]:
    """Takes its process with it."""
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


@kind("test.operation", title="Tell the operation", payload=Word, permission=Permission.JOBS_WRITE)
def operation(job: Context, payload: Word) -> dict[str, Any]:
    """Says to which operation its changes belong."""
    setting = func.current_setting("app.operation_id")
    with job.open() as session:
        apart = session.scalar(select(setting))
    return {"own": job.session.scalar(select(setting)), "apart": apart}
