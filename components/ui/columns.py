"""What a list shows: its columns, and how each kind of cell is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import reflex as rx

from components.ui.badge import Tone, avatar, score_bar, toned
from components.ui.button import link
from components.ui.format import ago, day, money, number, percent
from components.ui.text import Text

CellKind = Literal["text", "strong", "badge", "score", "money", "number", "percent", "ago", "day", "link", "dots"]
Row = rx.Var[dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """One column of a list.

    `key` names the value in the row; `initials`, `href`, `currency` and `text` name further values of the row that the
    kind needs; `words` are what people read in the place of values. `small` says where the cell goes when rows take two
    lines: the second line, the right edge, or nowhere. `draw` makes a cell that no kind stands for.
    """

    key: str
    label: Text
    kind: CellKind = "text"
    sort: bool = False
    tones: Mapping[str, Tone] = field(default_factory=dict[str, Tone])
    initials: str | None = None
    href: str | None = None
    currency: str | None = None
    text: str | None = None
    words: Mapping[str, Text] = field(default_factory=dict[str, Text])
    quiet: bool = False
    small: Literal["meta", "side", "hide"] = "meta"
    draw: Callable[[Row], Any] | None = None


def _text(row: Row, key: str) -> rx.Var[str]:
    return row[key].to(str)


def _strong(row: Row, column: Column, open_at: rx.Var[str] | None) -> rx.Component:
    face = [avatar(_text(row, column.initials))] if column.initials else []
    name = _text(row, column.key)
    label = rx.el.span(name) if open_at is None else link(name, open_at, class_name="row-link")
    return rx.el.span(*face, label, class_name="who")


def _link(row: Row, column: Column) -> rx.Component:
    name = _text(row, column.key)
    if column.href is None:
        return rx.el.span(name)
    to = _text(row, column.href)
    return rx.cond(to, link(name, to, class_name="cell-link"), rx.el.span(name))


def _worded(row: Row, column: Column) -> rx.Var[str]:
    value = _text(row, column.key)
    return rx.Var.create(rx.match(value, *column.words.items(), value)).to(str) if column.words else value


def _badge(row: Row, column: Column) -> rx.Component:
    label = _text(row, column.text) if column.text else _worded(row, column)
    return toned(_text(row, column.key), column.tones, label)


def _money(row: Row, column: Column) -> Any:
    currency = row[column.currency] if column.currency else "EUR"
    return money(row[column.key], currency)


def _dots(row: Row, column: Column) -> rx.Component:
    def dot(one: rx.Var[dict[str, str]]) -> rx.Component:
        return rx.el.span(class_name="dot dot-" + one["tone"], title=one["state"], key=one["id"])

    return rx.el.span(rx.foreach(row[column.key].to(list[dict[str, str]]), dot), class_name="dots")


_DRAW: dict[str, Callable[[Row, Column], Any]] = {
    "text": _worded,
    "badge": _badge,
    "score": lambda row, column: score_bar(row[column.key].to(int)),
    "money": _money,
    "number": lambda row, column: number(row[column.key]),
    "percent": lambda row, column: percent(row[column.key]),
    "ago": lambda row, column: ago(row[column.key].to(str)),
    "day": lambda row, column: day(row[column.key]),
    "link": _link,
    "dots": _dots,
}


def cell(row: Row, column: Column, open_at: rx.Var[str] | None) -> rx.Component:
    """One cell of a row; the strong one opens the record at `open_at`."""
    if column.kind == "strong":
        inner: Any = _strong(row, column, open_at)
    else:
        inner = column.draw(row) if column.draw else _DRAW[column.kind](row, column)
    quiet = " quiet" if column.quiet else ""
    place = "" if column.kind == "strong" else f" small-{column.small}"
    return rx.el.td(inner, class_name=f"cell-{column.kind}{place}{quiet}")
