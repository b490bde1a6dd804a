"""Lists that leave the house as files."""

import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, cast

from app.core import files, listing, tables, times
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import TooLarge
from app.core.files import Draft, FileRow
from app.core.files.rows import row as file_row
from app.core.listing import Listing, ListQuery

Format = Literal["csv", "xlsx"]
MOST = 200_000
MEDIA = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def export(
    session: Session, actor: Actor, of: Listing[Any], permission: Permission, query: ListQuery, form: Format
) -> FileRow:
    """Write all matching rows to a kept file; raises TooLarge beyond 200,000, Refused without the right to read."""
    actor.check(permission)
    with files.draft(actor.tenant_id) as draft:
        header, rows = _header(of), _rows(session, of, query)
        _write_csv(draft, header, rows) if form == "csv" else _write_xlsx(draft, header, rows)
        day = times.local(times.utc_now(), times.zone(actor.zone)).date()
        name = f"{of.table.name}-{day.isoformat()}.{form}"
        file = files.describe(session, draft, name, MEDIA[form], needs=[permission], member_id=actor.member_id)
    return file_row(file)


def _header(of: Listing[Any]) -> list[str]:
    return [of.columns[f.name].title or f.name for f in fields(of.row) if _shown(of, f.name)]


def _shown(of: Listing[Any], name: str) -> bool:
    return name not in {"version", "sample"} and (name == "id" or of.columns[name].kind != "id")


def _rows(session: Session, of: Listing[Any], query: ListQuery) -> Iterator[list[Any]]:
    names = [f.name for f in fields(of.row) if _shown(of, f.name)]
    for number, row in enumerate(listing.every(session, of, query)):
        if number == MOST:
            raise TooLarge(f"An export holds at most {MOST:,} rows; filter the list first. Nothing was written.")
        yield [_plain(getattr(row, name)) for name in names]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {held}" for key, held in cast(dict[str, Any], value).items())
    return value


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
