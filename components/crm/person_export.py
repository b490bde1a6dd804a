"""All that is held of a person, as a file: what it is, how far it is, and the way to it."""

from typing import Any

import reflex as rx

from components.crm.record_list import may, when
from components.ui import button, dialog, form_buttons, link, menu_item, number, progress, row, stack, t
from state.crm.person_export import PersonExportState as State


def export_item(sort: str, record: rx.Var[dict[str, Any]]) -> rx.Component:
    """The line of a record's menu that opens the export."""
    ask = State.open(sort, record["id"].to(str), record["name"].to(str))
    return when(may("exports:read"), menu_item(t("Export all that is held"), icon="download", on_click=ask))


def _asking() -> rx.Component:
    words = t(
        "One archive with all that is kept of {name}: facts, notes, mails, events and changes, each as JSON and CSV.",
        name=State.name,
    )
    acts = form_buttons(
        button(t("Cancel"), on_click=State.close),
        button(t("Export"), icon="download", kind="primary", on_click=State.start),
    )
    return stack(rx.el.p(words), acts)


def _running() -> rx.Component:
    job = State.job
    waits = job["total"].to(int) == 0
    label = rx.cond(
        waits,
        t("Waiting for a worker"),
        t("{done} of {total}: {what}", done=job["done"], total=job["total"], what=job["note"]),
    )
    hint = t("You may close this: a notification tells you when it is there.")
    return stack(
        progress(job["done"].to(int), rx.cond(waits, 1, job["total"].to(int)), label),
        rx.el.p(hint, class_name="hint"),
        _way(),
    )


def _way() -> rx.Component:
    return row(link(t("Open the job"), rx.Var.create("/jobs/").to(str) + State.job["id"].to(str)))


def _ready() -> rx.Component:
    def sort(one: rx.Var[dict[str, Any]]) -> rx.Component:
        return rx.el.li(rx.el.span(one["name"].to(str)), rx.el.span(number(one["count"]), class_name="figure"))

    file = button(t("Download"), icon="download", kind="primary", href=State.job["href"].to(str), reload_document=True)
    return stack(rx.el.ul(rx.foreach(State.rows, sort), class_name="ledger"), _way(), form_buttons(file))


def export_dialog() -> rx.Component:
    """The export above the page of a person."""
    job = State.job
    failed = stack(rx.el.p(job["error"].to(str), class_name="form-error", role="alert"), _way())
    body = rx.match(
        job["status"],
        ("completed", _ready()),
        ("failed", failed),
        ("cancelled", failed),
        rx.cond(job["id"], _running(), _asking()),
    )
    return dialog(State.shown, t("Export all that is held of {name}", name=State.name), body, on_close=State.close)
