"""Figures of what ended, by minute, tenant and kind: gathered in the process, written every few seconds.

They are figures for people, not the truth about any job: a killed worker takes its last seconds of them along.
"""

import threading
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Integer, bindparam, text

from app.core.db import house_session
from app.core.ids import new_id
from app.core.live import publish
from app.core.queue.claim import Claim
from app.core.queue.models import HOUSE

# Upper ends of the buckets in seconds, three to a power of ten, from a millisecond to a day; the last has no end.
EDGES = [round(base * 10.0**power, 3) for power in range(-3, 5) for base in (1, 2, 5)]
BUCKETS = len(EDGES) + 1
ADD = text("""
    insert into job_minute as old (id, tenant_id, lane, job_type, minute, completed, failed, retried, waits, runs)
    values (:id, nullif(cast(:lane as uuid), '00000000-0000-0000-0000-000000000000'), :lane, :job_type, :minute,
            :completed, :failed, :retried, :waits, :runs)
    on conflict (lane, minute, job_type) do update set
      completed = old.completed + excluded.completed,
      failed = old.failed + excluded.failed,
      retried = old.retried + excluded.retried,
      waits = array(select a + b from unnest(old.waits, excluded.waits) as pair(a, b)),
      runs = array(select a + b from unnest(old.runs, excluded.runs) as pair(a, b))
""").bindparams(bindparam("waits", type_=ARRAY(Integer)), bindparam("runs", type_=ARRAY(Integer)))


def _empty() -> list[int]:
    return [0] * BUCKETS


@dataclass
class Tally:
    """What ended of one kind of one tenant in one minute."""

    completed: int = 0
    failed: int = 0
    retried: int = 0
    waits: list[int] = field(default_factory=_empty)
    runs: list[int] = field(default_factory=_empty)


class Statistics:
    """The figures of this process that are not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tallies: dict[tuple[UUID, datetime, str], Tally] = {}
        self.done = 0

    def ended(self, claim: Claim, how: str, seconds: float | None = None) -> None:
        """Count the end ("completed", "failed", "retried") of a job's run of so many seconds."""
        minute = datetime.now(UTC).replace(second=0, microsecond=0)
        waited = (claim.started_at - claim.scheduled_for).total_seconds()
        with self._lock:
            self.done += 1
            key = claim.tenant_id or HOUSE, minute, claim.job_type
            tally = self._tallies.get(key) or self._tallies.setdefault(key, Tally())
            setattr(tally, how, getattr(tally, how) + 1)
            tally.waits[bisect_left(EDGES, waited)] += 1
            if seconds is not None:
                tally.runs[bisect_left(EDGES, seconds)] += 1

    def flush(self) -> None:
        """Write what was counted since the last time, and let the pages of these tenants look again.

        Called once a second at most, so that pages hear of jobs without a note for each.
        """
        with self._lock:
            tallies, self._tallies = self._tallies, {}
        # In one order everywhere, so that no two processes wait for each other.
        rows: list[dict[str, Any]] = [
            {"id": new_id(), "lane": lane, "minute": minute, "job_type": kind, **vars(tally)}
            for (lane, minute, kind), tally in sorted(tallies.items())
        ]
        if rows:
            with house_session() as session:
                session.execute(ADD, rows)
                for lane in sorted({lane for lane, _, _ in tallies} - {HOUSE}):
                    publish(session, {"tenant": str(lane), "topics": ["job_queue"]})


def percentile(counts: Sequence[int], share: float) -> float | None:
    """The duration in seconds (upper end of its bucket) that this share of the counted ones did not exceed."""
    total, seen = sum(counts), 0
    for place, count in enumerate(counts):
        seen += count
        if total and seen >= share * total:
            return EDGES[min(place, len(EDGES) - 1)]
    return None


statistics = Statistics()
