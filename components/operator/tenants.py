"""The organisations as the operator sees them, and the question why."""

from typing import Any

import reflex as rx

from components.ui import (
    ago,
    badge,
    button,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    icon,
    menu,
    menu_item,
    number,
    t,
    text_input,
)
from state.operator.console import OperatorState as State
from state.operator.room import RoomState

Row = rx.Var[dict[str, Any]]


def _acts(one: Row) -> rx.Component:
    tenant = one["id"].to(str)
    suspend = menu_item(t("Suspend"), icon="ban", on_click=State.ask("suspend", tenant), tone="danger")
    resume = menu_item(t("Resume"), icon="play", on_click=State.ask("resume", tenant))
    enter = menu_item(t("Look inside"), icon="eye", on_click=State.ask("enter", tenant))
    room = menu_item(t("Limits"), icon="gauge", on_click=RoomState.ask(tenant, one["name"].to(str)))
    items = [room, rx.cond(one["open_until"], enter, rx.fragment()), rx.cond(one["active"], suspend, resume)]
    return menu(icon("ellipsis"), *items, class_name="btn btn-icon", align="end", trigger_label=t("More"))


def _state(one: Row) -> rx.Component:
    opened = badge(t("Open to you"), "blue")
    return rx.cond(
        one["active"], rx.cond(one["open_until"], opened, badge(t("Active"), "green")), badge(t("Suspended"), "red")
    )


def _line(one: Row) -> rx.Component:
    seen = rx.cond(one["seen"], ago(one["seen"].to(str)), "–")
    return rx.el.tr(
        rx.el.td(rx.el.span(one["name"].to(str), class_name="who"), class_name="cell-strong"),
        rx.el.td(_state(one), class_name="small-side"),
        rx.el.td(one["slug"].to(str), class_name="quiet small-meta"),
        rx.el.td(number(one["members"]), class_name="cell-number small-hide"),
        rx.el.td(number(one["events"]), class_name="cell-number small-hide"),
        rx.el.td(number(one["jobs"]), class_name="cell-number small-hide"),
        rx.el.td(number(one["mails"]), class_name="cell-number small-hide"),
        rx.el.td(seen, class_name="quiet small-hide"),
        rx.el.td(_acts(one), class_name="cell-act"),
        key=one["id"].to(str),
    )


def tenant_table() -> rx.Component:
    """Every organisation with its people and what it used within 30 days."""
    heads = [(t("Organisation"), ""), (t("State"), ""), (t("Short name"), "")]
    heads += [(one, "cell-number") for one in (t("People"), t("Events"), t("Jobs"), t("Mails"))]
    heads += [(t("Last seen"), ""), (rx.el.span(t("Acts"), class_name="said"), "")]
    head = rx.el.thead(rx.el.tr(*[rx.el.th(label, scope="col", class_name=name) for label, name in heads]))
    body = rx.el.tbody(rx.foreach(State.tenants, _line))
    table = rx.el.table(head, body, class_name="table", aria_label=t("Organisations"))
    none = empty(t("No organisation fits this search."))
    return rx.el.div(rx.cond(State.tenants.length() > 0, table, none), class_name="list")


def why_dialog() -> rx.Component:
    """Asks for the reason, which is kept and which the organisation can read."""
    act = State.asked["act"]
    title = rx.match(
        act,
        ("suspend", t("Suspend {name}?", name=State.asked["name"])),
        ("resume", t("Resume {name}?", name=State.asked["name"])),
        t("Look inside {name}?", name=State.asked["name"]),
    )
    told = rx.match(
        act,
        ("suspend", t("Nobody of this organisation gets in, people and keys alike; nothing of it is lost.")),
        ("resume", t("Its people and keys get in again.")),
        t("You read its records, and change nothing. Its people see that you were there."),
    )
    why = text_input("why", required=True, auto_focus=True, min_length=3, max_length=500)
    do = rx.match(act, ("suspend", t("Suspend")), ("resume", t("Resume")), t("Look inside"))
    body = form(
        rx.el.p(told),
        field(t("Why"), why, hint=t("Kept, and shown to the organisation."), error=State.errors["why"]),
        form_buttons(button(t("Cancel"), on_click=State.close), button(do, kind="primary", type="submit")),
        on_submit=State.act,
    )
    return dialog(State.asked.length() > 0, title, body, on_close=State.close)
