"""A job as a page shows it."""

from typing import Any

from app.core.queue import JobRow
from app.core.queue.why import Why

ABOUT = ("to", "email", "recipient", "subject", "title", "name", "url", "event", "format", "template", "key")
MOST = 60


def shown(job: JobRow, why: Why | None = None) -> dict[str, Any]:
    """The values of one line; `why` says why a job that waits is not running."""
    return {
        "id": str(job.id),
        "short": f"{str(job.id)[:4]}…{str(job.id)[-4:]}",
        "title": job.title,
        "kind": job.job_type,
        "status": "stopping" if job.stopping else job.status,
        "reason": job.error_message or "",
        "attempt": job.attempts,
        "most": job.max_attempts,
        "priority": job.priority,
        "done": job.progress_done,
        "total": job.progress_total or 0,
        "about": job.progress_note or about(job.payload),
        "at": (job.completed_at or job.started_at or job.created_at).isoformat(),
        "next": job.scheduled_for.isoformat(),
        "created": job.created_at.isoformat(),
        "started": job.started_at.isoformat() if job.started_at else "",
        "completed": job.completed_at.isoformat() if job.completed_at else "",
        **(said(why) if why else said(Why("", ""))),
    }


def said(why: Why) -> dict[str, Any]:
    """A reason as its code, its own text and what its sentence names; moments as ISO times."""
    values = {name: str(value) for name, value in why.values.items()}
    return {"why": why.code, "why_text": why.text, "why_values": values, "why_at": why.at.isoformat() if why.at else ""}


def about(payload: dict[str, Any]) -> str:
    """What the job is for, as its payload names it; "" where it names nothing that people know."""
    known = (payload[name] for name in ABOUT if payload.get(name))
    first = next((value for value in known if isinstance(value, str | int)), "")
    return str(first)[:MOST]
