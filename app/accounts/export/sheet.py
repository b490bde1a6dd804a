"""Lists that leave the house as one sheet, CSV or Excel."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from app.core import files, tables, times
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.files import Draft, File
from app.core.listing import ListQuery, table
from app.core.listing.views import View

Format = Literal["csv", "xlsx"]
MEDIA = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


Rows = Iterator[list[Any]]


def write(
    session: Session,
    actor: Actor,
    view: View,
    query: ListQuery,
    form: Format,
    *,
    watched: Callable[[Rows], Rows] = iter,
    by: UUID | None = None,
) -> File:
    """Write all matching rows to a kept file; raises TooLarge beyond 200,000, Refused without the right to read.

    `watched` sees the rows as they are written; `by` is the job that writes them.
    """
    actor.check(view.permission)
    of = view.listing
    with files.draft(actor.tenant_id) as draft:
        header, rows = table.header(of), watched(table.rows(session, of, query))
        _write_csv(draft, header, rows) if form == "csv" else _write_xlsx(draft, header, rows)
        day = times.local(times.utc_now(), times.zone(actor.zone)).date()
        name = f"{of.table.name}-{day.isoformat()}.{form}"
        needs = sorted({view.permission, Permission.EXPORTS_READ})
        return files.describe(session, draft, name, MEDIA[form], needs=needs, member_id=actor.member_id, by=by)


def _write_csv(draft: Draft, header: list[str], rows: Rows) -> None:
    # The mark tells Excel that the file is UTF-8.
    draft.write(b"\xef\xbb\xbf")
    with files.as_text(draft) as text:
        tables.write_csv(text, header, rows)


def _write_xlsx(draft: Draft, header: list[str], rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        tables.write_xlsx(path, header, rows)
        with path.open("rb") as book:
            while chunk := book.read(1 << 20):
                draft.write(chunk)
