"""Whether the first row holds names, and what the columns are called."""

import re
from collections.abc import Collection, Sequence

from app.core.errors import Invalid
from app.crm.intake.limits import MAX_COLUMNS
from app.crm.intake.names import folded

_DATA = re.compile(
    r"""^\s*(?:
        [-+(]?[\d.,'\s]*\d[\d.,'\s]*[%)]?            # a number
      | \S+@\S+\.\S+                                 # an e-mail address
      | https?://\S+
      | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T\s].*)?  # a date
      | [$€£¥]\s?[\d.,]+ | [\d.,]+\s?[$€£¥]
      | true | false | null
    )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_NAME = 100


def has_header(first: Sequence[str], body: Sequence[Sequence[str]], known: Collection[str] = ()) -> bool:
    """Tell whether the first row names the columns; `known` are names one would expect, in folded form."""
    cells = [cell.strip() for cell in first]
    if sum(folded(cell) in known for cell in cells) * 2 >= len(cells):
        return True
    if any(_DATA.match(cell) or len(cell) > _LONGEST_NAME for cell in cells if cell) or not any(cells):
        return False
    if any(_below_is_data(at, body) for at, cell in enumerate(cells) if cell):
        return True
    return len({cell.lower() for cell in cells}) == len(cells) and not _repeats(cells, body)


def _below_is_data(at: int, body: Sequence[Sequence[str]]) -> bool:
    """Words above nothing but numbers, dates or addresses are a name."""
    below = [row[at] for row in body if at < len(row) and row[at].strip()]
    return bool(below) and all(_DATA.match(cell) for cell in below)


def _repeats(cells: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """A first cell that comes again below it in the same column is a value, not a name."""
    again = sum(any(cell and cell == row[at].strip() for row in body if at < len(row)) for at, cell in enumerate(cells))
    return again * 2 >= len(cells)


def columns_of(first: Sequence[str], header: bool) -> tuple[tuple[str, ...], list[str]]:
    """Return the columns' names, unique and never empty, and what had to be mended.

    Raises Invalid beyond 500 columns.
    """
    cells = list(first)
    while header and len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise Invalid(f"The table has {len(cells)} columns; {MAX_COLUMNS} at most can be imported.")
    if not header:
        return tuple(f"Column {at}" for at in range(1, len(cells) + 1)), []
    return _unique(cells)


def _unique(cells: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    names: list[str] = []
    notes: list[str] = []
    for at, cell in enumerate(cells, 1):
        base = " ".join(cell.split())[:_LONGEST_NAME] or f"Column {at}"
        name, copy = base, 1
        while name in names:
            copy += 1
            name = f"{base} ({copy})"
        if name != base:
            notes.append(f"Two columns are called “{base}”; the later one is shown as “{name}”.")
        names.append(name)
    return tuple(names), notes
