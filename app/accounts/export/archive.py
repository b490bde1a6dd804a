"""An archive of what was found: each sort as JSON and as CSV in which no cell is a formula."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any, BinaryIO

from pydantic_core import to_jsonable_python

from app.core import tables
from app.core.holdings import Held


class Archive:
    """A zip file being written; `sorts` counts the rows of each sort."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self.sorts: dict[str, int] = {}

    def add(self, name: str, rows: Sequence[Held]) -> None:
        """Write one sort as `name`.json and `name`.csv."""
        self.sorts[name] = len(rows)
        header = list(dict.fromkeys(key for row in rows for key in row))
        self._write_json(f"{name}.json", rows)
        with self._text(f"{name}.csv") as text:
            text.write("\ufeff")
            tables.write_csv(text, header, ([_cell(row.get(key)) for key in header] for row in rows))

    def close(self, about: dict[str, Any]) -> None:
        """Write what the archive holds as about.json, and end it."""
        self._write_json("about.json", {**about, "rows": self.sorts})
        self._zip.close()

    def _write_json(self, name: str, value: Any) -> None:
        with self._text(name) as text:
            json.dump(to_jsonable_python(value, fallback=str), text, ensure_ascii=False, indent=1)

    def _text(self, name: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._zip.open(name, "w"), encoding="utf-8", newline="")


def _cell(value: Any) -> Any:
    held = to_jsonable_python(value, fallback=str) if isinstance(value, dict | list) else value
    return json.dumps(held, ensure_ascii=False) if isinstance(held, dict | list) else held
