"""The job that takes up what came while a workflow was paused, where that is too much to wait for."""

from typing import Any
from uuid import UUID

from app.automation import drafts
from app.automation.missed_taking import take, waiting
from app.core import events
from app.core.history.undo.chain import taken_back
from app.core.queue import Cancelled, Context, Payload, kind

TAKE_UP = "workflow.take_up"
PORTION = 1_000


class TakeUp(Payload):
    """Whose events are taken up."""

    workflow_id: UUID


@kind(
    TAKE_UP,
    title="Take up what came while paused",
    payload=TakeUp,
    attempts=3,
    delay=10,
    time_limit=3600,
    isolated=True,
    tenant_concurrency=1,
)
def take_up_all(job: Context, payload: TakeUp) -> dict[str, Any]:
    """Take up the events portion by portion, each event once; what was begun stays where the job is stopped.

    It ends early where the workflow is paused again or the act is taken back.
    """
    job.link("workflows", payload.workflow_id)
    while _portion(job, payload.workflow_id):
        pass
    begun = int(job.position.get("begun", 0))
    job.log(f"{begun:,} runs begun")
    return {"events": begun, "href": f"/workflows/{payload.workflow_id}/runs"}


def _portion(job: Context, workflow_id: UUID) -> bool:
    """Take up the next; whether more may follow."""
    job.check()
    looked, begun = int(job.position.get("looked", 0)), int(job.position.get("begun", 0))
    with job.open() as session:
        if taken_back(session, job.operation_id):
            raise Cancelled
        row = drafts.load(session, workflow_id)
        if not row.is_active:
            job.log("The workflow is paused again; the rest waits.")
            return False
        found = take(session, row, PORTION)
        looked, begun = looked + len(found.seen), begun + len(found.came)
        left = waiting(session, workflow_id)
        job.remember(looked=looked, begun=begun)
        if not found.seen or not left:
            events.record(session, "workflow.taken_up", row, events=begun)
    job.progress(looked, looked + left)
    return bool(found.seen and left)
