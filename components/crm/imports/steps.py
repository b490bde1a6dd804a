"""The steps of the wizard after the columns: dry run, import, result."""

import reflex as rx

from components.crm.imports.report import figures, findings, samples, under_way
from components.ui import button, confirm, icon, number, row, stack, t
from state.crm.import_wizard import ImportState as State

HREFS = {
    "contact": "/contacts",
    "company": "/companies",
    "lead": "/leads",
    "deal": "/deals/list",
    "product": "/products",
    "person": "/settings/people",
}


def _said(icon_name: str, words: rx.Var[str], tone: str) -> rx.Component:
    return rx.el.p(icon(icon_name), rx.el.span(words), class_name=f"said-line tone-{tone}", role="status")


def check_step() -> rx.Component:
    """The dry run: under way, ended early, or what it found."""
    found = stack(figures(), samples(), findings())
    failed = _said("triangle-alert", t("The dry run failed: {why} Nothing was written.", why=State.error), "red")
    return rx.match(
        State.status,
        ("checking", under_way(t("Finding out what each row would do. Nothing is written."))),
        ("checked", found),
        ("failed", failed),
        ("cancelled", _said("circle-x", t("The dry run was stopped. Nothing was written."), "grey")),
        rx.fragment(),
    )


def run_step() -> rx.Component:
    """The import: under way, or what came of it."""
    heads = rx.match(
        State.status,
        ("running", under_way(t("Writing the rows."))),
        ("done", _said("circle-check", t("All rows are through."), "green")),
        ("undone", _said("undo-2", t("This import was undone."), "grey")),
        (
            "failed",
            _said("triangle-alert", t("It failed: {why} What was written so far stays.", why=State.error), "red"),
        ),
        ("cancelled", _said("circle-x", t("It was stopped. What was written so far stays."), "amber")),
        rx.fragment(),
    )
    begun = (State.status != "running") | (State.written > 0)
    # The one long wait here that no job's bar tells of.
    heads = rx.cond(State.busy, _said("undo-2", t("Undoing …"), "grey"), heads)
    return stack(heads, rx.cond(begun, stack(figures(), samples(), findings()), rx.fragment()))


def column_buttons() -> list[rx.Component]:
    """Another file, or on to the dry run."""
    checked = (State.status == "checked") & (State.at == 1)
    return [
        button(t("Another file"), kind="quiet", href="/imports/new"),
        rx.cond(checked, button(t("Back to the dry run"), on_click=State.forth), rx.fragment()),
        button(t("Dry run"), kind="primary", on_click=State.check, busy=State.busy),
    ]


def check_buttons() -> list[rx.Component]:
    """Back to the columns, or on to the import."""
    go = button(
        t("Import {count} rows", count=number(State.to_write)),
        kind="primary",
        on_click=State.run,
        disabled=State.busy | (State.to_write == 0),
    )
    again = button(t("Try again"), kind="primary", on_click=State.check, busy=State.busy)
    stop = button(t("Stop"), icon="square", on_click=State.stop, disabled=State.stopping)
    return [
        button(t("Change columns"), kind="quiet", on_click=State.back, disabled=State.status == "checking"),
        rx.match(State.status, ("checking", stop), ("checked", go), again),
    ]


def run_buttons() -> list[rx.Component]:
    """Stop it; afterwards undo, another, or to the records."""
    stop = button(t("Stop"), icon="square", on_click=State.stop, disabled=State.stopping)
    undo = confirm(
        t("Undo import"),
        title=t("Undo this import?"),
        text=t("What it created goes, what it changed comes back; later edits stay. You can redo it."),
        action=t("Undo import"),
        on_confirm=State.undo,
        icon="undo-2",
    )
    href = rx.match(State.noun, *HREFS.items(), "/")
    another = button(t("Import another file"), href="/imports/new")
    see = button(t("See the records"), kind="primary", href=rx.Var.create(href).to(str))
    undone = (State.status == "undone") | State.busy
    after = rx.cond(undone, another, row(undo, another, see))
    return [
        button(t("All imports"), kind="quiet", href="/imports"),
        rx.cond(State.status == "running", stop, after),
    ]
