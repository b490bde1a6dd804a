"""Settings: API keys."""

import reflex as rx

from components.settings.frame import section, settings_page
from components.ui import (
    ago,
    badge,
    button,
    checkbox,
    confirm,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    line,
    lines,
    row,
    secret,
    select,
    t,
    text_input,
)
from pages.framed import framed
from state.settings.keys import KeysState as State


def _key(one: rx.Var[dict[str, str]]) -> rx.Component:
    renew = confirm(
        t("Renew"),
        title=t("Renew this key?"),
        text=t("The old secret stops working at once; you get a new one."),
        action=t("Renew"),
        on_confirm=State.rotate(one["id"].to(str)),
    )
    end = confirm(
        t("Withdraw"),
        title=t("Withdraw this key?"),
        text=t("Whatever uses it can do nothing any more."),
        action=t("Withdraw"),
        on_confirm=State.revoke(one["id"].to(str)),
    )
    used = rx.cond(one["used_at"], rx.fragment(t("used"), " ", ago(one["used_at"].to(str))), t("never used"))
    detail = row(rx.el.code(one["prefix"]), one["member"], used)
    right = rx.cond(one["revoked"], badge(t("Withdrawn"), "grey"), row(renew, end))
    return line(one["name"], rx.fragment(detail, rx.el.span(one["scopes"], class_name="hint")), icon="key", right=right)


def _scope(one: rx.Var[dict[str, str]]) -> rx.Component:
    key = one["key"].to(str)
    return checkbox(key, name="scope " + key, default_checked=one["read"].to(bool))


def _create() -> rx.Component:
    times = [("30", t("30 days")), ("90", t("90 days")), ("365", t("1 year")), ("", t("Never"))]
    body = form(
        field(t("Name"), text_input("name", required=True, auto_focus=True, max_length=80), error=State.errors["name"]),
        field(t("Expires after"), select("expires", times, default_value="90")),
        rx.el.fieldset(
            rx.el.legend(t("What it may do"), class_name="field-label"),
            rx.foreach(State.scopes, _scope),
            class_name="choices",
        ),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Create key"), kind="primary", type="submit")),
        on_submit=State.create,
    )
    return dialog(State.creating, t("New API key"), body, on_close=State.close)


def _shown_once() -> rx.Component:
    words = rx.el.p(t("This is shown only now. Keep it where your program finds it, and nowhere else."))
    body = rx.el.div(words, secret(State.made, t("Secret")), class_name="form")
    return dialog(State.made != "", t("Key “{name}”", name=State.made_name), body, on_close=State.close)


@framed("/settings/keys", "API keys", on_load=State.load)
def keys() -> rx.Component:
    """Keys for programs that use the API."""
    add = button(t("Key"), icon="plus", kind="primary", on_click=State.open_form)
    start = button(t("Create the first key"), on_click=State.open_form)
    nothing = empty(t("Programs use Steward with a key that allows only what they need."), start)
    listed = rx.cond(State.keys.length() > 0, lines(rx.foreach(State.keys, _key)), nothing)
    docs = button(t("API documentation"), icon="book-open", href="/api/docs", reload_document=True)
    return settings_page(
        "keys",
        section(t("API keys"), listed),
        section(t("Use"), rx.el.pre(rx.el.code(State.example), class_name="mono"), docs),
        _create(),
        _shown_once(),
        loading=State.loading,
        primary=add,
    )
