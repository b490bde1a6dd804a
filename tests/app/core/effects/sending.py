"""A kind of job that sends by the ledger, killed at a point that its payload names."""

import os
import signal
from pathlib import Path
from typing import Any

from app.core.effects import carry_out, give_up, intend
from app.core.errors import Invalid, Unavailable, Uncertain
from app.core.queue import Context, Payload, kind

ERRORS = {"refused": Invalid("no"), "away": Unavailable("away"), "uncertain": Uncertain("who knows")}


class Sending(Payload):
    """`outbox` is a file to which each call adds a line; `end` is where it dies, or what the call raises."""

    outbox: str
    key: str
    repeatable: bool = False
    end: str = ""


def die_once(payload: Sending, point: str) -> None:
    """Kill this process the first time it comes to this point."""
    mark = Path(f"{payload.outbox}.{point}")
    if payload.end == point and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


@kind(
    "test.send",
    title="Send",
    payload=Sending,
    attempts=2,
    delay=0.1,
    failed=lambda session, job, reason: give_up(session, job.id, reason) and None,
)
def send(job: Context, payload: Sending) -> dict[str, Any]:
    """Send once."""
    with job.open() as session:
        effect = intend(session, key=payload.key, kind="test", target="file", request={}, job_id=job.id)
    die_once(payload, "intended")

    def call() -> dict[str, Any]:
        die_once(payload, "before")
        if payload.end in ERRORS:
            raise ERRORS[payload.end]
        with Path(payload.outbox).open("a") as file:
            file.write("sent\n")
        die_once(payload, "after")
        return {"receipt": 1}

    answer = carry_out(job, effect.id, call, repeatable=payload.repeatable)
    die_once(payload, "settled")
    return answer
