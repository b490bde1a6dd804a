"""Files brought in and carried through, with the worker in this process."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core import actions, files
from app.core.actor import Actor
from app.core.db import house_session
from app.core.files import actions as file_actions
from app.core.queue import Job
from app.core.queue.claim import Claim
from app.core.queue.execute import execute
from app.crm.imports import actions as imports
from app.crm.imports import look
from app.crm.imports.rows import ImportDetails

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def keep(actor: Actor, name: str, content: bytes) -> UUID:
    """A kept file."""
    with files.draft(actor.tenant_id) as draft:
        draft.write(content)
        draft.flush()
        given = {"file_id": draft.id, "name": name, "media_type": "text/csv", "sha256": sha256(content).hexdigest()}
        return actions.run(actor, file_actions.keep, given).value.id


def bring(actor: Actor, name: str, content: bytes | str, noun: str | None = None) -> ImportDetails:
    """A file looked at."""
    given = {"file_id": keep(actor, name, content.encode() if isinstance(content, str) else content), "noun": noun}
    return actions.run(actor, imports.start, given).value


def work(job_id: UUID | None) -> Job:
    """Do the job here and now, and return how it ended."""
    assert job_id
    with house_session() as session:
        job = session.get_one(Job, job_id)
        job.status, job.fence, job.attempts = "processing", job.fence + 1, job.attempts + 1
        job.started_at = datetime.now(UTC)
        session.flush()
        claim = Claim(**{name: getattr(job, name) for name in Claim.__slots__})
    execute(claim)
    with house_session() as session:
        return session.get_one(Job, job_id)


def carried(actor: Actor, made: ImportDetails, which: Any) -> ImportDetails:
    """The import after its dry run or run."""
    asked = actions.run(actor, which, {"id": made.row.id}).value
    job = work(asked.row.job_id)
    assert job.status == "completed", job.traceback
    return actions.run(actor, look.get, {"id": made.row.id}).value


def tried(actor: Actor, made: ImportDetails) -> ImportDetails:
    """The import after its dry run."""
    return carried(actor, made, imports.check)


def done(actor: Actor, made: ImportDetails) -> ImportDetails:
    """The import after its run."""
    return carried(actor, made, imports.run)


def counts(made: ImportDetails) -> Mapping[str, int]:
    """The rows by outcome, those that came at all."""
    row = made.row
    found = {"created": row.created, "updated": row.updated, "unchanged": row.unchanged, "refused": row.refused}
    return {name: count for name, count in found.items() if count}
