"""Lists that leave the house as files."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from app.core import files, tables, times
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.files import Draft, FileRow
from app.core.files.rows import row as file_row
from app.core.listing import Listing, ListQuery, table

Format = Literal["csv", "xlsx"]
MEDIA = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def export(
    session: Session, actor: Actor, of: Listing[Any], permission: Permission, query: ListQuery, form: Format
) -> FileRow:
    """Write all matching rows to a kept file; raises TooLarge beyond 200,000, Refused without the right to read."""
    actor.check(permission)
    with files.draft(actor.tenant_id) as draft:
        header, rows = table.header(of), table.rows(session, of, query)
        _write_csv(draft, header, rows) if form == "csv" else _write_xlsx(draft, header, rows)
        day = times.local(times.utc_now(), times.zone(actor.zone)).date()
        name = f"{of.table.name}-{day.isoformat()}.{form}"
        file = files.describe(session, draft, name, MEDIA[form], needs=[permission], member_id=actor.member_id)
    return file_row(file)


def _write_csv(draft: Draft, header: list[str], rows: Iterator[list[Any]]) -> None:
    # The mark tells Excel that the file is UTF-8.
    draft.write(b"\xef\xbb\xbf")
    with files.as_text(draft) as text:
        tables.write_csv(text, header, rows)


def _write_xlsx(draft: Draft, header: list[str], rows: Iterator[list[Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        tables.write_xlsx(path, header, rows)
        with path.open("rb") as book:
            while chunk := book.read(1 << 20):
                draft.write(chunk)
