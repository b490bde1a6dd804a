"""Imports: the list, the first step, and one import on its way."""

from typing import Any

import reflex as rx

from app.core.files.store import LARGEST
from components.crm.imports.columns import columns_step
from components.crm.imports.steps import check_buttons, check_step, column_buttons, run_buttons, run_step
from components.crm.imports.words import TONES, noun_word, nouns, status_word, statuses
from components.layout import wizard
from components.layout.page import page
from components.ui import (
    Column,
    Paging,
    button,
    data_table,
    drop_file,
    empty,
    number,
    skeleton_rows,
    t,
    toaster,
)
from pages.framed import framed
from state.crm.import_list import ImportsState
from state.crm.import_start import ImportStartState
from state.crm.import_wizard import ImportState
from state.session import SessionState

TABLES = ".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _columns() -> list[Column]:
    return [
        Column("file_name", t("File"), "strong"),
        Column("status", t("State"), "badge", tones=TONES, words=statuses(), small="side"),
        Column("noun", t("Holds"), words=nouns()),
        Column("created", t("New"), "number", small="hide"),
        Column("updated", t("Changed"), "number", small="hide"),
        Column("refused", t("Refused"), "number", small="hide"),
        Column("by", t("By"), small="hide"),
        Column("at", t("When"), "ago", quiet=True, small="hide"),
    ]


@framed("/imports", "Imports", on_load=ImportsState.load)
def imports() -> rx.Component:
    """The imports so far, newest first."""
    may = SessionState.permissions.contains("imports:write")
    add = rx.cond(may, button(t("Import"), icon="upload", kind="primary", href="/imports/new"), rx.fragment())
    first = rx.cond(may, button(t("Import a file"), kind="primary", href="/imports/new"), rx.fragment())
    nothing = empty(t("Bring customers, leads, deals or products from a CSV or Excel file."), first)
    paging = Paging(
        ImportsState.has_next, ImportsState.has_previous, ImportsState.next_page, ImportsState.previous_page
    )
    table = data_table(
        _columns(),
        ImportsState.rows,
        label=t("Imports"),
        href="/imports/",
        loading=ImportsState.loading,
        empty=nothing,
        paging=paging,
    )
    return page(t("Imports"), table, primary=add, to_edge=True)


def _steps() -> list[tuple[Any, Any]]:
    unsettled = (ImportState.at == 2) & (ImportState.status != "checked")
    found = t("{count} rows to write", count=number(ImportState.to_write))
    columns = rx.fragment(noun_word(ImportState.noun), ", ", t("{count} columns", count=ImportState.filled))
    return [
        (t("File"), ImportState.file_name),
        (t("Columns"), columns),
        (t("Dry run"), rx.cond(unsettled, status_word(ImportState.status), found)),
        (t("Import"), status_word(ImportState.status)),
    ]


def _wizard(*content: Any, current: Any, **parts: Any) -> rx.Component:
    made = wizard(_steps(), current, *content, **parts)
    return rx.el.div(made, toaster(SessionState.undo), class_name="wizard-wide")


@framed("/imports/new", "Import", on_load=ImportStartState.load)
def new_import() -> rx.Component:
    """The first step: a file."""
    place = drop_file(
        "/api/uploads",
        t("Drop a file, or choose one"),
        t("CSV or Excel, up to 200 MB"),
        ImportStartState.start,
        accept=TABLES,
        largest=LARGEST,
        large=t("The file is larger than {size} MB. Split it and import the parts.", size=LARGEST // 1024**2),
    )
    steps = [(t("File"), ""), (t("Columns"), ""), (t("Dry run"), ""), (t("Import"), "")]
    made = wizard(
        steps,
        0,
        place,
        title=t("Bring your data"),
        hint=t("Contacts, companies, leads, deals, products or your sales team. Nothing is written before you say so."),
        buttons=[button(t("All imports"), kind="quiet", href="/imports"), rx.el.span()],
    )
    return rx.el.div(made, toaster(SessionState.undo), class_name="wizard-wide")


@framed("/imports/[import_id]", "Import", on_load=ImportState.load)
def one_import() -> rx.Component:
    """One import: columns, dry run, run, result."""
    titles = rx.match(
        ImportState.at,
        (1, t("What do the columns mean?")),
        (2, t("What would happen")),
        t("Import of {file}", file=ImportState.file_name),
    )
    hints = rx.match(
        ImportState.at,
        (1, t("Guessed from their names; change what is wrong. It is saved as you go.")),
        (2, t("Nothing is written yet. Choose a figure to see its first rows.")),
        t("All of it is one step in the history and can be undone."),
    )
    content = rx.match(ImportState.at, (1, columns_step()), (2, check_step()), run_step())
    shown = rx.cond(ImportState.loading, skeleton_rows(6), content)
    bars = [column_buttons(), check_buttons(), run_buttons()]
    buttons = rx.match(
        ImportState.at, *[(at, rx.fragment(*bar)) for at, bar in enumerate(bars[:2], 1)], rx.fragment(*bars[2])
    )
    return _wizard(
        shown,
        current=ImportState.at,
        title=rx.Var.create(titles).to(str),
        hint=rx.Var.create(hints).to(str),
        buttons=[buttons],
    )
