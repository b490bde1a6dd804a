"""Minutes in a row, with those in which nothing happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.queue.records import JobMinute
from app.core.queue.statistics import percentile


@dataclass(frozen=True, slots=True)
class Minute:
    """What ended in one minute; waits and runs in seconds, None where nothing ended."""

    at: datetime
    completed: int
    failed: int
    wait_p50: float | None
    wait_p95: float | None
    run_p50: float | None
    run_p95: float | None


def series(rows: Sequence[JobMinute], now: datetime, count: int) -> list[Minute]:
    """So many minutes up to now, the present one last."""
    last = now.replace(second=0, microsecond=0)
    by_minute: dict[datetime, list[JobMinute]] = {}
    for row in rows:
        by_minute.setdefault(row.minute, []).append(row)
    return [_minute(at, by_minute.get(at, [])) for at in (last - timedelta(minutes=ago) for ago in _ages(count))]


def added(counts: Sequence[Sequence[int]]) -> list[int]:
    """Counts by bucket, summed."""
    return [sum(bucket) for bucket in zip(*counts, strict=True)]


def _ages(count: int) -> range:
    return range(count - 1, -1, -1)


def _minute(at: datetime, rows: Sequence[JobMinute]) -> Minute:
    waits, runs = added([row.waits for row in rows]), added([row.runs for row in rows])
    return Minute(
        at=at,
        completed=sum(row.completed for row in rows),
        failed=sum(row.failed for row in rows),
        wait_p50=percentile(waits, 0.5),
        wait_p95=percentile(waits, 0.95),
        run_p50=percentile(runs, 0.5),
        run_p95=percentile(runs, 0.95),
    )
