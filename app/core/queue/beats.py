"""What each process at work says of itself once a second."""

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import psutil
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from app.core.db import Session, house_session
from app.core.ids import new_id
from app.core.queue.claim import NOW, Claim
from app.core.queue.records import JobWorker

# Who has not been heard of for so long does not work any more.
SILENT = timedelta(seconds=5)


def beat(name: str, role: str, done: int, doing: Sequence[Claim] = ()) -> None:
    """Say that this process lives, how much memory it and its children take (bytes), and what it does."""
    values: dict[str, Any] = {
        "role": role,
        "pid": os.getpid(),
        "seen_at": NOW,
        "memory": _memory(),
        "jobs_done": done,
        "doing": [_shown(claim) for claim in doing[:20]],
    }
    fresh = insert(JobWorker).values(id=new_id(), name=name, **values)
    with house_session() as session:
        session.execute(fresh.on_conflict_do_update(index_elements=["name"], set_=values))


def leave(name: str) -> None:
    """Say that this process ends."""
    with house_session() as session:
        session.execute(delete(JobWorker).where(col(JobWorker.name) == name))


def alive(session: Session, role: str) -> int:
    """How many processes of this role were heard of lately; needs a house session."""
    lately = col(JobWorker.seen_at) > func.now() - SILENT
    counted = select(func.count()).select_from(JobWorker).where(col(JobWorker.role) == role, lately)
    return session.scalar(counted) or 0


def _shown(claim: Claim) -> dict[str, Any]:
    return {"id": str(claim.id), "job_type": claim.job_type, "since": claim.started_at.isoformat()}


def _memory() -> int:
    own = psutil.Process()
    sizes = [own.memory_info().rss]
    for child in own.children(recursive=True):
        try:
            sizes.append(child.memory_info().rss)
        except psutil.Error:
            continue
    return sum(sizes)
