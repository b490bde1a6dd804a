"""The list of every record kind: sorting, selection with bulk actions, keyset pages, two-line rows when small."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from components.ui.button import icon_button
from components.ui.columns import Column, Row, cell
from components.ui.icon import icon
from components.ui.states import empty as empty_state
from components.ui.states import skeleton_rows
from components.ui.text import Text, t, tn

Rows = rx.Var[list[dict[str, Any]]]
Handler = Callable[..., Any]


@dataclass(frozen=True)
class Sorting:
    """Which column sorts: `by` is its key, with a minus before it when descending; `on_sort(key)` changes it."""

    by: rx.Var[str]
    on_sort: Handler


@dataclass(frozen=True)
class Selection:
    """Chosen rows: their ids, `on_toggle(id, checked)`, `on_page(checked)`, `on_clear()`, and the bulk `actions`.

    With `matching` (how many rows the filter finds), `everything` and `on_everything()` the bar offers all of them.
    """

    ids: rx.Var[list[str]]
    on_toggle: Handler
    on_page: Handler
    on_clear: Any
    actions: Sequence[rx.Component] = ()
    matching: rx.Var[int] | None = None
    everything: rx.Var[bool] | None = None
    on_everything: Any = None


@dataclass(frozen=True)
class Paging:
    """Keyset pages: whether there is a next and a previous one, and how to get there."""

    has_next: rx.Var[bool]
    has_previous: rx.Var[bool]
    on_next: Any
    on_previous: Any


def _head(column: Column, sorting: Sorting | None) -> rx.Component:
    class_name = f"cell-{column.kind}"
    if sorting is None or not column.sort:
        return rx.el.th(column.label, scope="col", class_name=class_name)
    up, down = sorting.by == column.key, sorting.by == f"-{column.key}"
    arrow = rx.cond(up, icon("arrow-up", 12), rx.cond(down, icon("arrow-down", 12), rx.fragment()))
    order = rx.cond(up, "ascending", rx.cond(down, "descending", "none"))
    press = rx.el.button(column.label, arrow, type="button", on_click=sorting.on_sort(column.key))
    return rx.el.th(press, scope="col", class_name=class_name, aria_sort=order)


def _tick(row: Row, selection: Selection, name: rx.Var[str]) -> rx.Component:
    box = rx.el.input(
        type="checkbox",
        class_name="check",
        checked=selection.ids.contains(row["id"]),
        on_change=lambda checked: selection.on_toggle(row["id"], checked),
        aria_label=t("Select {name}", name=name),
    )
    return rx.el.td(rx.el.label(box, class_name="tick"), class_name="cell-tick")


def _row(row: Row, columns: Sequence[Column], href: str | None, selection: Selection | None) -> rx.Component:
    open_at = None if href is None else rx.Var.create(href).to(str) + row["id"].to(str)
    # Keyed by place, not by record: another page of the list changes texts and makes no row anew.
    cells = [cell(row, column, open_at) for column in columns]
    if selection is None:
        return rx.el.tr(*cells)
    tick = _tick(row, selection, row[columns[0].key].to(str))
    return rx.el.tr(tick, *cells, aria_selected=selection.ids.contains(row["id"]))


def _bulk(selection: Selection) -> rx.Component:
    count = tn("{count} selected", "{count} selected", selection.ids.length())
    more: list[Any] = []
    if selection.matching is not None:
        every = selection.everything if selection.everything is not None else rx.Var.create(False)
        offer = rx.el.button(
            t("Select all {count} matching", count=selection.matching), type="button", on_click=selection.on_everything
        )
        count = rx.cond(every, t("All {count} selected", count=selection.matching), count)
        more = [rx.cond(every | (selection.matching <= selection.ids.length()), rx.fragment(), offer)]
    clear = icon_button("x", t("Clear selection"), on_click=selection.on_clear)
    bar = rx.el.div(rx.el.strong(count), *more, *selection.actions, clear, class_name="bulk", role="toolbar")
    return rx.cond(selection.ids.length() > 0, bar, rx.fragment())


def paging_bar(paging: Paging) -> rx.Component:
    """The buttons to the pages before and after; nothing where there is only one page."""
    back = icon_button("chevron-left", t("Previous page"), disabled=~paging.has_previous, on_click=paging.on_previous)
    on = icon_button("chevron-right", t("Next page"), disabled=~paging.has_next, on_click=paging.on_next)
    return rx.cond(paging.has_next | paging.has_previous, rx.el.nav(back, on, class_name="pages"), rx.fragment())


def _page_tick(rows: Rows, selection: Selection) -> rx.Component:
    full = (rows.length() > 0) & (selection.ids.length() >= rows.length())
    box = rx.el.input(
        type="checkbox", class_name="check", checked=full, on_change=selection.on_page, aria_label=t("Select this page")
    )
    return rx.el.th(rx.el.label(box, class_name="tick"), class_name="cell-tick")


def data_table(
    columns: Sequence[Column],
    rows: Rows,
    *,
    label: Text,
    href: str | None = None,
    loading: rx.Var[bool] | None = None,
    empty: rx.Component | None = None,
    sorting: Sorting | None = None,
    selection: Selection | None = None,
    paging: Paging | None = None,
) -> rx.Component:
    """A list of records: rows are dicts of display values with an `id`; links lead to `href` followed by the id."""
    heads = [_head(column, sorting) for column in columns]
    first = [_page_tick(rows, selection)] if selection is not None else []
    body = rx.foreach(rows, lambda row: _row(row, columns, href, selection))
    table = rx.el.table(rx.el.thead(rx.el.tr(*first, *heads)), rx.el.tbody(body), class_name="table", aria_label=label)
    nothing = empty if empty is not None else empty_state(t("Nothing here yet."))
    shown = rx.cond(rows.length() > 0, table, nothing)
    if loading is not None:
        shown = rx.cond(loading & (rows.length() == 0), skeleton_rows(), shown)
    extras = [paging_bar(paging)] if paging is not None else []
    bar = [_bulk(selection)] if selection is not None else []
    return rx.el.div(shown, *extras, *bar, class_name="list", aria_busy=loading if loading is not None else False)
