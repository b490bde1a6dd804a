"""A report as PDF."""

import logging
from datetime import datetime
from importlib import resources
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from app.analytics.content import Content, Split
from app.analytics.words import changed, told
from app.core.tables import plain

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 500, 10, 60
INK, SOFT, LINE = (28, 32, 40), (102, 112, 128), (238, 240, 244)
HEAD = FontFace(emphasis="BOLD", color=INK, fill_color=LINE)

# They tell of each glyph they keep.
logging.getLogger("fontTools").setLevel(logging.WARNING)


class Paper(FPDF):
    """A4 pages in Roboto with a page number at the foot."""

    def __init__(self, content: Content) -> None:
        super().__init__("landscape" if len(content.header) > 5 else "portrait", "mm", "A4")
        self._foot = f"{content.organisation} · {content.title}"
        fonts = resources.files("font_roboto").joinpath("files")
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("Roboto", style, str(fonts.joinpath(f"Roboto-{name}.ttf")))
        self.set_auto_page_break(True, 18)
        self.set_title(content.title)
        self.set_creator("Steward")
        self.add_page()

    def footer(self) -> None:
        """The foot of each page."""
        self.set_y(-14)
        self.say(self._foot, 8, SOFT, wide=self.epw - 20, down=False)
        self.cell(20, 5, f"{self.page_no()}", align="R")

    def say(
        self,
        text: str,
        size: float = 10,
        color: tuple[int, int, int] = INK,
        *,
        bold: bool = False,
        wide: float = 0,
        down: bool = True,
    ) -> None:
        """One line of text, or as many as it takes where it goes down."""
        self.set_font("Roboto", "B" if bold else "", size)
        self.set_text_color(*color)
        if down:
            self.multi_cell(wide, size * 0.5, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        else:
            self.cell(wide, 5, text)

    def grid(self, header: list[str], rows: list[list[str]], widths: tuple[int, ...] | None = None) -> None:
        """A table whose header comes again on each page."""
        self.set_font("Roboto", "", 8.5)
        self.set_text_color(*INK)
        self.set_draw_color(*LINE)
        with self.table(
            col_widths=widths,
            headings_style=HEAD,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=5,
            padding=1,
            text_align="LEFT",
        ) as grid:
            for row in [header, *rows]:
                grid.row(row)
        self.ln(3)


def write_paper(content: Content) -> bytes:
    """The report as a PDF file."""
    paper = Paper(content)
    paper.say(content.organisation, 9, SOFT)
    paper.say(content.title, 18, bold=True)
    paper.say(f"{content.period} · made {content.made_at}", 9, SOFT)
    paper.ln(4)
    if content.figures:
        _figures(paper, content)
    for split in content.splits:
        _split(paper, content, split)
    if content.header:
        _list(paper, content)
    return bytes(paper.output())


def _figures(paper: Paper, content: Content) -> None:
    rows = [
        [
            one.metric.title,
            told(one.total, one.metric.unit, content.currency, content.locale),
            told(one.previous, one.metric.unit, content.currency, content.locale) if one.previous is not None else "",
            changed(one.change),
            one.note,
        ]
        for one in content.figures
    ]
    paper.grid(["Metric", "Value", "Period before", "Change", "Note"], rows, (24, 17, 17, 12, 40))


def _split(paper: Paper, content: Content, split: Split) -> None:
    paper.say(f"{split.metric.title} by {split.dimension.replace('_', ' ')}", 11, bold=True)
    if split.note:
        paper.say(split.note, 9, SOFT)
    shown = split.points[:MOST_ROWS]
    rows = [[label, told(value, split.metric.unit, content.currency, content.locale)] for label, value in shown]
    if rows:
        paper.grid([(split.group or "").capitalize(), split.metric.title], rows, (60, 40))
    elif split.group:
        paper.say("Nothing in this period.", 9, SOFT)
    paper.ln(2)


def _list(paper: Paper, content: Content) -> None:
    paper.say(f"{content.view}: {len(content.rows):,}", 11, bold=True)
    # An id tells a reader of paper nothing.
    kept = [place for place, name in enumerate(content.header) if name != "id"][:MOST_COLUMNS]
    rows = [[_text(row[place]) for place in kept] for row in content.rows[:MOST_ROWS]]
    paper.grid([content.header[place] for place in kept], rows)
    if len(content.rows) > MOST_ROWS:
        paper.say(f"The first {MOST_ROWS} rows; the CSV file has all of them.", 9, SOFT)


def _text(value: Any) -> str:
    held = plain(value)
    text = held.isoformat(" ", "minutes") if isinstance(held, datetime) else "" if held is None else str(held)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
