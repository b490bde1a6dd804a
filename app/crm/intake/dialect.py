"""Which character separates the cells of a text file."""

import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from app.crm.intake.limits import SAMPLE_RECORDS
from app.crm.intake.records import records

_DELIMITERS = ("\t", ";", ",", "|")


@dataclass(frozen=True)
class Dialect:
    """The delimiter, whether a space follows it, and how many leading lines only announce it (`sep=;`)."""

    delimiter: str
    padded: bool = False
    skip: int = 0


def dialect_of(start: str) -> Dialect:
    """Return the dialect of a text from its beginning; a file of one column counts as comma-separated."""
    first, _, rest = start.partition("\n")
    announced = first.strip().lower()
    if announced.startswith("sep=") and len(announced) == 5:
        delimiter = announced[4]
        return Dialect(delimiter, _padded(rest, delimiter), skip=1)
    delimiter = max(_DELIMITERS, key=lambda one: _fit(start, one))
    if _fit(start, delimiter)[0] == 0:
        delimiter = ","
    return Dialect(delimiter, _padded(start, delimiter))


def _fit(start: str, delimiter: str) -> tuple[float, float]:
    """How well a delimiter cuts: the share of records of the commonest width, then that width."""
    widths = _widths(start, delimiter)
    many = Counter(width for width in widths if width > 1)
    if not many or widths[0] == 1:
        return (0, 0)
    width, count = many.most_common(1)[0]
    return (count / len(widths), width)


def _widths(start: str, delimiter: str) -> list[int]:
    found = islice(records(io.StringIO(start, newline=""), delimiter, False), SAMPLE_RECORDS)
    widths = [len(record.cells) for record in found]
    return widths[:-1] if len(widths) > 2 else widths


def _padded(start: str, delimiter: str) -> bool:
    """Spaces after nearly every delimiter are layout, not content."""
    lines = start.splitlines()[:SAMPLE_RECORDS]
    cuts = sum(line.count(delimiter) for line in lines)
    followed = sum(line.count(delimiter + " ") + line.endswith(delimiter) for line in lines)
    return delimiter != "\t" and cuts > 0 and lines[0].count(delimiter) > 0 and followed >= 0.9 * cuts
