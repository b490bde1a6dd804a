"""The durable queue: jobs stand in PostgreSQL, Redis only wakes those who do them."""

from app.core.queue.context import Context
from app.core.queue.enqueue import enqueue
from app.core.queue.enqueue_many import enqueue_many
from app.core.queue.errors import Cancelled, Interrupted, LostLease, TimeLimit
from app.core.queue.kinds import Kind, Payload, find_kind, kind, registered_kinds
from app.core.queue.models import Job, State
from app.core.queue.rows import JobRow, job_row
from app.core.queue.schedules import schedule
from app.core.queue.steer import cancel_waiting, retry, stop

__all__ = [
    "Cancelled",
    "Context",
    "Interrupted",
    "Job",
    "JobRow",
    "Kind",
    "LostLease",
    "Payload",
    "State",
    "TimeLimit",
    "cancel_waiting",
    "enqueue",
    "enqueue_many",
    "find_kind",
    "job_row",
    "kind",
    "registered_kinds",
    "retry",
    "schedule",
    "stop",
]
