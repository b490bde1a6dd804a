"""The job that takes a large operation back, with the rights of the person who asked."""

from typing import Any
from uuid import UUID

from app.accounts.acting import on_behalf
from app.accounts.notifications.notify import notify
from app.core.history import undo as undoing
from app.core.history.actions import BY_JOB
from app.core.queue import Context, Payload, kind


class Wish(Payload):
    """The operation to be undone."""

    operation_id: UUID


@kind(BY_JOB, title="Undo", payload=Wish, attempts=3, delay=10, time_limit=1800, isolated=True, tenant_concurrency=1)
def operation_undo(job: Context, payload: Wish) -> dict[str, Any]:
    """Take an operation back in one transaction: stopped or cut off, it has changed nothing."""
    actor = on_behalf(job.session, job.tenant_id, job.member_id, job.id)

    def tick(done: int, total: int) -> None:
        job.check()
        job.progress(done, total)

    report = undoing.undo(job.session, actor, payload.operation_id, tick)
    job.link("operation", payload.operation_id)
    said = f"{report.restored:,} records are as they were"
    said += f", {report.kept_total:,} stay: they were edited since." if report.kept_total else "."
    job.log(said)
    if job.member_id:
        notify(job.session, job.member_id, "undo.finished", "The undo is done", said, f"/history/{job.operation_id}")
    return {"restored": report.restored, "kept": report.kept_total, "href": f"/history/{job.operation_id}"}
