"""The job and the action that export a list or a person."""

import tempfile
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from app.accounts.acting import on_behalf
from app.accounts.export import people, sheet
from app.accounts.export.archive import Archive
from app.accounts.notifications.notify import notify
from app.core import files, listing, times
from app.core.access import Permission, Reach
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Refused
from app.core.events import record
from app.core.files import Draft, File
from app.core.holdings import Holding, Person, holdings
from app.core.listing import ListQuery, table
from app.core.listing.views import View, find_view
from app.core.queue import Context, JobRow, Payload, enqueue, job_row, kind

CHUNK = 1 << 20
Short = Annotated[str, Field(min_length=1, max_length=80)]
Sort = Literal["contact", "lead", "member"]


class Wish(Payload):
    """Either a list by its name and what of it, or a person by a record: its sort and id.

    With a `form` a list becomes one sheet, else an archive.
    """

    view: Short | None = None
    query: ListQuery = Field(default_factory=ListQuery)
    form: sheet.Format | None = None
    person: Sort | None = None
    id: UUID | None = None

    @model_validator(mode="after")
    def _one(self) -> "Wish":
        if (self.view is None) == (self.person is None) or (self.person is None) != (self.id is None):
            raise ValueError("an export is of a list (`view`) or of a person (`person` and `id`)")
        return self


@kind(
    "data.export",
    title="Export data",
    payload=Wish,
    attempts=3,
    delay=30,
    time_limit=900,
    isolated=True,
    permission=Permission.EXPORTS_READ,
)
def data_export(job: Context, payload: Wish) -> dict[str, Any]:
    """Write an archive (JSON and CSV) of a list or of all that is held of a person, with the rights of who asked."""
    session = job.session
    actor = on_behalf(session, job.tenant_id, job.member_id, job.id)
    check(actor, payload)
    if payload.view and payload.form:
        return _sheet(job, actor, find_view(payload.view), payload.query, payload.form)
    person = people.find(session, payload.person, payload.id) if payload.person and payload.id else None
    with tempfile.TemporaryFile() as heap, files.draft(job.tenant_id) as draft:
        archive = Archive(heap)
        needs, left_out = _fill(job, session, actor, archive, payload, person)
        day = times.local(times.utc_now(), times.zone(actor.zone)).date()
        about = {"of": person.name if person else payload.view, "made": times.utc_now(), "by": actor.name}
        archive.close({**about, "leftOut": left_out})
        heap.seek(0)
        _copy(heap, draft)
        name = f"{person.name if person else payload.view} {day.isoformat()}.zip".replace("/", "-")
        file = files.describe(
            session, draft, name, "application/zip", needs=sorted(needs), member_id=actor.member_id, by=job.id
        )
    if payload.person and payload.id:
        job.link(payload.person, payload.id)
    return {**_handed_over(job, file), "rows": archive.sorts, "leftOut": left_out}


@action("data.export", permission=Permission.EXPORTS_READ, effect=Effect.WRITE, title="Export data")
def export(
    session: Session,
    actor: Actor,
    view: Short | None = None,
    query: ListQuery = ListQuery(),
    form: sheet.Format | None = None,
    person: Sort | None = None,
    id: UUID | None = None,
) -> JobRow:
    """Export a list (`view`: contacts, deals, …; with filters in `query`) or all that is held of a person.

    A job writes an archive of JSON and CSV files, or of a list one sheet in the `form` asked for. Raises Refused for
    what one may not read.
    """
    given = {"view": view, "query": query.model_dump(mode="json"), "form": form, "person": person, "id": id}
    wish: Wish = data_export.read(given)
    check(actor, wish)
    if wish.person and wish.id:
        people.find(session, wish.person, wish.id)
    return job_row(enqueue(session, data_export, wish))


def check(actor: Actor, wish: Wish) -> None:
    """Raise Refused for what the actor may not export, Invalid for a list that does not exist."""
    actor.check(Permission.EXPORTS_READ)
    if wish.view:
        actor.check(find_view(wish.view).permission)
    if wish.person:
        actor.check(people.permission_for(wish.person))
        if actor.reach is Reach.OWN:
            raise Refused("You reach your own records only; ask somebody who reaches all of them for this export.")


def _fill(
    job: Context, session: Session, actor: Actor, archive: Archive, wish: Wish, person: Person | None
) -> tuple[set[Permission], list[str]]:
    needs = {Permission.EXPORTS_READ}
    if person is None:
        view = find_view(wish.view or "")
        archive.add(view.name, _list(job, session, view.listing, wish.query))
        return {*needs, view.permission}, []
    mine = [one for one in holdings() if actor.may(one.permission)]
    for number, one in enumerate(mine):
        job.check()
        job.progress(number, len(mine), one.title)
        _add(job, session, archive, one, person)
    job.progress(len(mine), len(mine))
    left_out = [one.title for one in holdings() if not actor.may(one.permission)]
    for title in left_out:
        job.log(f"{title}: left out, for lack of the right to read it", "warning")
    return {*needs, *(one.permission for one in mine if archive.sorts[one.name])}, left_out


def _add(job: Context, session: Session, archive: Archive, one: Holding, person: Person) -> None:
    rows = list(one.collect(session, person))
    archive.add(one.name, rows)
    if rows:
        job.log(f"{one.title}: {len(rows):,}")


def _list(job: Context, session: Session, of: listing.Listing[Any], query: ListQuery) -> list[dict[str, Any]]:
    names, rows = table.shown(of), table.rows(session, of, query)
    return [dict(zip(names, row, strict=True)) for row in _watched(job, session, of, query, rows)]


def _sheet(job: Context, actor: Actor, view: View, query: ListQuery, form: sheet.Format) -> dict[str, Any]:
    def watched(rows: sheet.Rows) -> sheet.Rows:
        return _watched(job, job.session, view.listing, query, rows)

    file = sheet.write(job.session, actor, view, query, form, watched=watched, by=job.id)
    return _handed_over(job, file)


def _watched(
    job: Context, session: Session, of: listing.Listing[Any], query: ListQuery, rows: sheet.Rows
) -> sheet.Rows:
    total, number = listing.count(session, of, query, cap=table.MOST).value, 0
    for number, row in enumerate(rows, 1):
        if number % 1000 == 1:
            job.check()
            job.progress(number - 1, max(total, number), of.noun)
        yield row
    job.log(f"{number:,} rows")


def _copy(heap: Any, draft: Draft) -> None:
    while chunk := heap.read(CHUNK):
        draft.write(chunk)


def _handed_over(job: Context, file: File) -> dict[str, Any]:
    record(job.session, "data.exported", file, file=file.name)
    job.link("file", file.id)
    href = f"/api/files/{file.id}"
    if job.member_id:
        notify(job.session, job.member_id, "export.ready", f"{file.name} is ready", "", href)
    return {"fileId": str(file.id), "href": href}
