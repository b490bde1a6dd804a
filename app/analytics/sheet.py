"""A report as CSV: one row a figure, or the rows of its list."""

from collections.abc import Iterator
from typing import Any

from app.analytics.content import Content
from app.core import files, tables
from app.core.files import Draft

HEADER = ["Metric", "Dimension", "Group", "Value", "Unit", "Period before", "Change in percent", "Period", "Note"]


def write_sheet(draft: Draft, content: Content) -> int:
    """Write the CSV (UTF-8 with its mark for Excel, no cell a formula) and return the number of its rows."""
    draft.write(b"\xef\xbb\xbf")
    with files.as_text(draft) as text:
        count = tables.write_csv(text, HEADER, _figures(content)) if content.figures else 0
        if content.rows or content.header:
            if content.figures:
                text.write("\r\n")
            count += tables.write_csv(text, content.header, content.rows)
    return count


def _figures(content: Content) -> Iterator[list[Any]]:
    for one in content.figures:
        row = one.metric
        unit = content.currency if row.unit == "money" else row.unit
        yield [row.title, "", "", one.total, unit, one.previous, one.change, content.period, one.note]
        for split in (split for split in content.splits if split.metric.name == row.name):
            if split.group is None:
                yield [row.title, split.dimension, "", None, unit, None, None, content.period, split.note]
            for label, value in split.points:
                yield [row.title, split.dimension, label, value, unit, None, None, content.period, split.note]
