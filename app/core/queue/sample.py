"""A harmless job to look at: it counts to ten."""

import time
from typing import Annotated, Any

from pydantic import Field

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.queue.context import Context
from app.core.queue.enqueue import enqueue
from app.core.queue.kinds import Payload, kind
from app.core.queue.rows import JobRow, job_row

STEPS = 10


class Sample(Payload):
    """How many seconds it takes."""

    seconds: Annotated[float, Field(ge=0, le=60)] = 5.0


# In a process of its own, so that nobody's work waits for it.
@kind("sample.count", title="Sample job", payload=Sample, permission=Permission.JOBS_WRITE, isolated=True)
def count(job: Context, payload: Sample) -> dict[str, Any]:
    """Counts to ten, says so, and can be stopped between two numbers."""
    for number in range(1, STEPS + 1):
        job.check()
        time.sleep(payload.seconds / STEPS)
        job.log(f"This is step {number} of {STEPS}.")
        job.progress(number, STEPS)
    return {"counted": STEPS}


@action("job.sample", permission=Permission.JOBS_WRITE, effect=Effect.WRITE, title="Start a sample job")
def start(session: Session, actor: Actor) -> JobRow:
    """Start a job that counts to ten within five seconds and touches nothing."""
    return job_row(enqueue(session, count))
