"""`steward chaos`: jobs and workflows under kill -9, and what is left when it is over, as one JSON object."""

import threading
import time
from dataclasses import asdict
from typing import Any
from uuid import UUID

from app.chaos.crew import Crew
from app.chaos.feeding import Feeder, Scale
from app.chaos.ground import Ground, ground
from app.chaos.nursery import Nursery
from app.chaos.reckoning import peers_reckoning, reckon, under_way
from app.chaos.tables import make_tables
from app.chaos.troubles import Storm
from app.chaos.work import publish
from app.core.access import GRANTABLE
from app.core.actor import Actor, Kind
from app.core.db import dispose
from app.core.events.dispatch import dispatch
from app.core.ids import new_id
from app.serve.migrate import migrate
from jobs import kinds
from jobs.heartbeat import Heartbeat
from jobs.worker import drain

assert kinds

CREW = {"worker": 3, "dispatcher": 2, "peer": 2}
# The last of the work is asked for while the storm still blows.
FED = 0.8
# Jobs wait no longer than some seconds for their next try.
PATIENCE = 60.0
FEEDING = 120.0


def storm(seconds: float, scale: Scale) -> dict[str, Any]:
    """Do all the work of the scale in a storm of so many seconds, and tell what became of it. Raises StartError."""
    began = time.monotonic()
    with ground() as servers:
        migrate()
        make_tables()
        tenant_id = new_id()
        publish(Actor(kind=Kind.MEMBER, tenant_id=tenant_id, member_id=new_id(), permissions=GRANTABLE))
        # Consumers begin with what comes after they were first seen.
        dispatch()
        told = _weathered(servers, tenant_id, seconds, scale)
    return {"scale": asdict(scale), **told, "seconds": round(time.monotonic() - began, 1)}


def _weathered(servers: Ground, tenant_id: UUID, seconds: float, scale: Scale) -> dict[str, Any]:
    feeder = Feeder(tenant_id, scale, seconds * FED)
    _practise(feeder)
    with Nursery(servers.folder / "log") as nursery, Crew(nursery, CREW) as crew:
        blowing = Storm(servers, crew)
        feeder.start()
        blowing.blow(seconds)
        feeder.over.wait(FEEDING)
        # The connections of this process may be from before the last stop of PostgreSQL.
        dispose()
        settled = _settle(tenant_id, scale)
        found = reckon(tenant_id, scale)
        return {
            "exact": found.exact,
            "storm_seconds": seconds,
            "settled_after": settled,
            "troubles": dict(blowing.seen),
            **found.told(),
            "rq": peers_reckoning(feeder.given_to_peer),
        }


def _practise(feeder: Feeder) -> None:
    """Do the first portion here, in calm: those that are forked from here need not learn to."""
    feeder.feed(0)
    dispatch()
    drain()
    # A process with a thread must not be forked.
    for thread in threading.enumerate():
        if isinstance(thread, Heartbeat):
            thread.join()


def _settle(tenant_id: UUID, scale: Scale) -> float | None:
    """Wait until all is over; returns the seconds that took, None where for long nothing more came to an end."""
    began = moved = time.monotonic()
    least = under_way(tenant_id, scale)
    while least and time.monotonic() < moved + PATIENCE:
        time.sleep(0.2)
        left = under_way(tenant_id, scale)
        if left < least:
            least, moved = left, time.monotonic()
    return None if least else round(time.monotonic() - began, 1)
