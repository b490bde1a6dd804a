"""The jobs of an import: the dry run, and the run."""

from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any, BinaryIO, cast
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.notifications import notify
from app.core import files
from app.core.access import Permission
from app.core.actor import Actor, Kind
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.events import record
from app.core.files import actions as file_actions
from app.core.queue import Context, Payload, kind
from app.core.said import in_english
from app.crm.imports.models import Import
from app.crm.imports.nouns import noun_of
from app.crm.imports.process import Process
from app.crm.imports.reading import place, sheet_of
from app.crm.imports.scene import Scene
from app.crm.intake.plan import Decision
from app.crm.intake.refusals import write_refused

LARGE = 10_000


class OfImport(Payload):
    """Which import."""

    import_id: UUID


@kind("import.check", title="Dry run of an import", payload=OfImport, time_limit=300)
def check(job: Context, payload: OfImport) -> dict[str, Any]:
    """Decide every row of the file and write nothing but the report."""
    return _carry_out(job, payload.import_id, write=False)


@kind("import.run", title="Import", payload=OfImport, time_limit=600)
def run(job: Context, payload: OfImport) -> dict[str, Any]:
    """Write the rows of the file in batches, all of them of the operation that asked for it."""
    return _carry_out(job, payload.import_id, write=True)


# A process of its own takes seconds to start, but does not keep other jobs waiting.
@kind("import.check_large", title="Dry run of a large import", payload=OfImport, time_limit=3600, isolated=True)
def check_large(job: Context, payload: OfImport) -> dict[str, Any]:
    """The dry run of a large file, in a process of its own."""
    return _carry_out(job, payload.import_id, write=False)


@kind("import.run_large", title="Large import", payload=OfImport, time_limit=4 * 3600, isolated=True)
def run_large(job: Context, payload: OfImport) -> dict[str, Any]:
    """The import of a large file, in a process of its own."""
    return _carry_out(job, payload.import_id, write=True)


def is_large(of: Import) -> bool:
    """Whether a file is better worked on in a process of its own."""
    return int(of.sheet["estimate"]) > LARGE


def _carry_out(job: Context, import_id: UUID, *, write: bool) -> dict[str, Any]:
    with job.open() as session:
        found = session.scalars(select(Import).where(col(Import.id) == import_id)).one_or_none()
    if found is None:
        raise NotFound("This import is gone.")
    if found.job_id != job.id:
        raise Invalid("This import has gone on since; nothing was done.")
    scene = Scene(_actor(job, found), found.options)
    sheet, path = sheet_of(found.sheet), place(job.tenant_id, found.file_id)
    process = Process(job, found, noun_of(found.noun), scene, sheet, path, write=write)
    with files.draft(job.tenant_id) as draft:
        count = _refused(draft, sheet.columns, process.decisions())
        return _end(job, found, process, draft if count else None, write)


def _actor(job: Context, of: Import) -> Actor:
    given = of.options
    return Actor(
        kind=Kind.JOB,
        tenant_id=job.tenant_id,
        member_id=of.member_id,
        name=given["by"],
        permissions=frozenset(Permission(one) for one in given["permissions"]),
        zone=given["zone"],
        currency=given["currency"],
    )


def _refused(draft: files.Draft, columns: Iterable[str], decisions: Iterable[Decision]) -> int:
    out = TextIOWrapper(cast(BinaryIO, _Writable(draft)), encoding="utf-8-sig", newline="")
    count = write_refused(out, tuple(columns), decisions)
    out.flush()
    out.detach()
    draft.flush()
    return count


class _Writable:
    """A draft as a text stream takes it."""

    closed = False

    def __init__(self, draft: files.Draft) -> None:
        self._draft = draft

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, chunk: bytes) -> int:
        self._draft.write(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        self._draft.flush()


def _end(job: Context, of: Import, process: Process, refused: files.Draft | None, write: bool) -> dict[str, Any]:
    session = job.session
    found = session.scalars(select(Import).where(col(Import.id) == of.id)).one()
    found.report = process.tally.report()
    if not write:
        found.sheet = {**found.sheet, "estimate": sum(process.tally.counts.values()), "exact": True}
    found.refused_file_id = _keep(session, process, of, refused)
    record(session, "import.finished" if write else "import.checked", found, **process.tally.counts)
    if write and of.member_id:
        title = in_english(f"Imported {of.file_name}: {process.tally.counts['created']:,} new")
        notify(session, of.member_id, "import.finished", title, link=f"/imports/{of.id}")
    return process.tally.counts


def _keep(session: Session, process: Process, of: Import, refused: files.Draft | None) -> UUID | None:
    if refused is None:
        return None
    name = f"refused-{of.file_name.rsplit('.', 1)[0]}.csv"
    file_actions.keep(session, process.actor, refused.id, name, "text/csv", refused.sha256)
    return refused.id
