"""What leaves the house about imports."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.queue import Job
from app.core.said import Said
from app.crm.imports.models import Import, Step
from app.crm.imports.nouns import NOUNS
from app.crm.imports.tally import OUTCOMES


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field that a column may fill."""

    name: str
    title: Said
    required: bool = False


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file, the field it fills (none: left out) and its first cells."""

    name: str
    field: str | None
    samples: list[str]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import. `status` is draft, checking, checked, running, done, failed, cancelled or undone.

    `done` of `total` rows are through the present job; the counts are of the last dry run or of the run so far.
    """

    id: UUID
    created_at: datetime
    file_name: str
    noun: str
    title: Said
    status: str
    step: str
    estimate: int
    job_id: UUID | None
    done: int
    total: int | None
    error: Said | None
    stopping: bool
    created: int
    updated: int
    unchanged: int
    refused: int
    by: str
    operation_id: UUID | None
    refused_file_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDetails:
    """An import with its columns, options, warnings and the whole report.

    `report` holds samples by outcome, reasons and notes with how often they came, and records made on the way.
    """

    row: ImportRow
    columns: list[ColumnRow]
    fields: list[FieldRow]
    options: dict[str, Any]
    header: bool
    warnings: list[Said]
    report: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Some imports, newest first, and the cursor of the next ones."""

    items: list[ImportRow]
    next_cursor: str | None


def row_of(made: Import, job: Job | None, undone: bool, by: str) -> ImportRow:
    """The row of an import with its job, whether its operation stands undone, and who brought it."""
    counts = {one: int((made.report or {}).get(one, 0)) for one in OUTCOMES}
    return ImportRow(
        id=made.id,
        created_at=made.created_at,
        file_name=made.file_name,
        noun=made.noun,
        title=NOUNS[made.noun].title,
        status="undone" if undone else _status(made, job),
        step=made.step,
        estimate=int(made.sheet["estimate"]),
        job_id=made.job_id,
        done=job.progress_done if job else 0,
        total=job.progress_total if job else None,
        error=job.error_message if job else None,
        stopping=bool(job and job.cancel_requested_at and not job.completed_at),
        by=by,
        operation_id=made.operation_id,
        refused_file_id=made.refused_file_id,
        **counts,
    )


def _status(made: Import, job: Job | None) -> str:
    if made.step == Step.MAP or job is None:
        return "draft"
    if job.status in ("failed", "cancelled"):
        return job.status
    if job.status == "completed":
        return "checked" if made.step == Step.CHECK else "done"
    return "checking" if made.step == Step.CHECK else "running"
