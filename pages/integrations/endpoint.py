"""One endpoint of webhooks."""

from typing import Any

import reflex as rx

from components.integrations.delivery_log import delivery_log, delivery_sheet
from components.integrations.forms import endpoint_form
from components.integrations.secret_dialog import secret_dialog
from components.integrations.words import endpoint_badge, events_word
from components.layout.page import page
from components.settings.frame import section
from components.ui import (
    Tab,
    ago,
    badge,
    button,
    confirm,
    dialog,
    field,
    form,
    form_buttons,
    not_found,
    properties,
    record_head,
    row,
    select,
    skeleton_cards,
    t,
    tabs,
)
from pages.framed import framed
from state.integrations.endpoint import EndpointState as State

BACK = "/settings/webhooks"


def _buttons() -> rx.Component:
    one = State.endpoint
    off = confirm(
        t("Switch off"),
        title=t("Call it no more?"),
        text=t("What waits for it is dropped; you can send it again later."),
        action=t("Switch off"),
        on_confirm=State.disable,
    )
    gone = confirm(
        t("Delete"),
        title=t("Delete this endpoint?"),
        text=t("Its log and its secret go with it."),
        action=t("Delete"),
        on_confirm=State.delete,
    )
    on = button(t("Switch on"), kind="primary", on_click=State.enable)
    test = button(t("Send test"), icon="send", kind="primary", on_click=State.test)
    edit = button(t("Edit"), on_click=State.open_form("edit"))
    live = rx.cond(one["state"] == "off", row(gone, edit, on), row(gone, off, edit, test))
    return rx.cond(State.may_write, live, rx.fragment())


def _facts() -> rx.Component:
    one = State.endpoint
    plain = rx.cond(one["plain"].to(bool), badge(t("Not encrypted"), "amber"), rx.fragment())
    since = rx.cond(one["failing_since"], ago(one["failing_since"].to(str)), "–")
    facts: list[tuple[Any, Any]] = [
        (t("Address"), rx.fragment(rx.el.code(one["url"].to(str), class_name="cut"), " ", plain)),
        (t("Events"), events_word(one["events"].to(str))),
        (t("Last delivered"), rx.cond(one["delivered_at"], ago(one["delivered_at"].to(str)), t("never"))),
        (t("Failing since"), since),
    ]
    why = rx.cond(one["reason"], rx.el.p(one["reason"].to(str), class_name="note-line"), rx.fragment())
    return section(t("Endpoint"), why, properties(facts))


def _secret() -> rx.Component:
    show = button(t("Show secret"), icon="key", on_click=State.show_secret)
    renew = confirm(
        t("Renew"),
        title=t("Renew the secret?"),
        text=t("For a day, messages are signed with the old and the new secret; put the new one in place by then."),
        action=t("Renew"),
        on_confirm=State.rotate,
    )
    words = t("Receivers check by it that a message is from you. Any library for Standard Webhooks can.")
    return rx.cond(State.may_write, section(t("Secret"), row(show, renew), hint=words), rx.fragment())


def _replay() -> rx.Component:
    whats = [
        ("failed", t("What failed or was dropped")),
        ("all", t("Everything in the log")),
        ("missed", t("Events it never got")),
    ]
    spans = [("hour", t("1 hour")), ("day", t("1 day")), ("week", t("7 days")), ("month", t("30 days"))]
    body = form(
        field(t("What"), select("what", whats, default_value="failed")),
        field(t("Of the last"), select("span", spans, default_value="day")),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Send"), kind="primary", type="submit")),
        on_submit=State.replay_many,
    )
    return dialog(State.replaying, t("Send again"), body, on_close=State.close)


def _log() -> rx.Component:
    views = [
        Tab("", t("All")),
        Tab("failed", t("Failed")),
        Tab("retrying", t("Tried again soon")),
        Tab("delivered", t("Delivered")),
    ]
    again = button(t("Send again…"), icon="rotate-ccw", on_click=State.open_form("replay"))
    act = rx.cond(State.may_write & (State.endpoint["state"] != "off"), again, rx.fragment())
    return section(t("Log"), tabs(views, State.view, State.show), delivery_log(), action=act)


def _body() -> rx.Component:
    one = State.endpoint
    edit = endpoint_form(State.errors, on_submit=State.save, on_cancel=State.close, values=one)
    words = t("Keep it where the receiver finds it, and nowhere else.")
    return rx.el.div(
        record_head(one["name"].to(str), endpoint_badge(one["state"].to(str)), _buttons()),
        _facts(),
        _secret(),
        _log(),
        delivery_sheet(),
        _replay(),
        dialog(State.editing, t("Edit endpoint"), edit, on_close=State.close),
        secret_dialog(State.secret, State.older_until, words, on_close=State.close),
        class_name="stack settings",
    )


@framed("/settings/webhooks/[endpoint_id]", "Webhook", on_load=State.load)
def endpoint() -> rx.Component:
    """One endpoint with its log."""
    gone = not_found(t("There is no such webhook."), BACK, t("Go to the webhooks"))
    shown = rx.cond(State.missing, gone, rx.cond(State.loading, skeleton_cards(2), _body()))
    return page(t("Webhook"), shown, crumbs=[(t("Webhooks"), BACK)])
