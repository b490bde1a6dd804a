"""The question what a run that a person starts begins with."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.ui import (
    button,
    dialog,
    field,
    form,
    form_buttons,
    icon,
    row,
    search_input,
    select,
    t,
    text_area,
)
from state.automation.starting import StartingState as State


def start_button(workflow_id: Any, *, shown: Any = True) -> rx.Component:
    """Opens the question; `shown` says whether the workflow can be started."""
    press = button(t("Start now"), icon="play", on_click=State.ask(workflow_id))
    return when(may("workflows:write"), rx.cond(shown, press, rx.fragment()))


def _record(one: rx.Var[dict[str, str]]) -> rx.Component:
    chosen = State.record_id == one["id"]
    mark = rx.cond(chosen, icon("check", 14), rx.fragment())
    return rx.el.button(
        rx.el.span(one["label"], " ", rx.el.small(one["hint"], class_name="meta")),
        mark,
        type="button",
        class_name=rx.cond(chosen, "start-pick chosen", "start-pick"),
        aria_pressed=chosen,
        on_click=State.pick(one["id"], one["label"]),
    )


def _records() -> rx.Component:
    none = rx.el.p(t("Nothing found. Try fewer letters."), class_name="meta")
    listed = rx.el.div(rx.foreach(State.found, _record), class_name="start-picks")
    found = rx.cond(State.found.length() > 0, listed, none)
    return rx.el.div(search_input(t("Search"), State.find), found, class_name="stack-tight")


def start_dialog() -> rx.Component:
    """Which record it is about, or which values its steps read."""
    kinds = [
        ("lead", t("a lead")),
        ("contact", t("a contact")),
        ("company", t("a company")),
        ("deal", t("a deal")),
        ("product", t("a product")),
        ("task", t("a task")),
    ]
    kind = select("kind", kinds, blank=t("values of my own"), value=State.kind, on_change=State.choose)
    values = text_area("context", default_value=State.sample, rows=10, class_name="input mono", key=State.sample)
    given = field(t("Values"), values, hint=t("What the steps read, as JSON."))
    said = rx.el.p(t("It runs for real: mails are sent and records are changed."), class_name="meta")
    go = button(t("Start now"), kind="primary", type="submit")
    buttons = form_buttons(button(t("Cancel"), on_click=State.close), go)
    chosen = rx.cond(State.kind == "", given, _records())
    made = form(field(t("With"), kind), chosen, row(said), buttons, on_submit=State.start)
    return dialog(State.workflow_id != "", t("Start this workflow"), made, on_close=State.close)
