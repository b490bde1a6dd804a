"""A job as a page shows it."""

from datetime import datetime
from typing import Any

from app.core.queue import JobRow


def shown(job: JobRow, now: datetime) -> dict[str, Any]:
    """The values of one line; `wait` says why a job that waits is not running."""
    total = job.progress_total or 0
    return {
        "id": str(job.id),
        "short": f"{str(job.id)[:4]}…{str(job.id)[-4:]}",
        "title": job.title,
        "kind": job.job_type,
        "status": "stopping" if job.stopping else job.status,
        "reason": job.error_message or "",
        "attempts": f"{job.attempts} of {job.max_attempts}",
        "attempt": job.attempts,
        "most": job.max_attempts,
        "done": job.progress_done,
        "total": total,
        "note": job.progress_note or "",
        "at": (job.completed_at or job.started_at or job.created_at).isoformat(),
        "next": job.scheduled_for.isoformat(),
        "wait": _wait(job, now),
        "import_id": str(job.payload.get("importId", "")),
        "operation_id": str(job.operation_id or ""),
        "created": job.created_at.isoformat(),
        "started": job.started_at.isoformat() if job.started_at else "",
        "completed": job.completed_at.isoformat() if job.completed_at else "",
    }


def _wait(job: JobRow, now: datetime) -> str:
    if job.status not in ("pending", "retrying"):
        return ""
    if job.scheduled_for > now:
        return "again" if job.status == "retrying" else "later"
    return "worker"
