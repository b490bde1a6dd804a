"""One source of webhooks."""

from typing import Any

import reflex as rx

from components.integrations.forms import source_form
from components.integrations.secret_dialog import secret_dialog
from components.integrations.words import proof_word, taken_badge
from components.layout.page import page
from components.settings.frame import section
from components.ui import (
    ago,
    badge,
    button,
    confirm,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    line,
    lines,
    not_found,
    number,
    properties,
    record_head,
    row,
    secret,
    sheet,
    skeleton_cards,
    t,
    text_input,
)
from pages.framed import framed
from state.integrations.source import SourceState as State

Row = rx.Var[dict[str, Any]]
BACK = "/settings/webhooks"


def _buttons() -> rx.Component:
    gone = confirm(
        t("Delete"),
        title=t("Delete this source?"),
        text=t("Its address answers no more, and its log goes with it."),
        action=t("Delete"),
        on_confirm=State.delete,
    )
    word = rx.cond(State.source["active"].to(bool), t("Switch off"), t("Switch on"))
    switch = button(word, on_click=State.switch)
    edit = button(t("Edit"), kind="primary", on_click=State.open_form("edit"))
    return rx.cond(State.may_write, row(gone, switch, edit), rx.fragment())


def _address() -> rx.Component:
    one = State.source
    open_to_all = rx.el.p(
        t("Nothing proves who calls: anybody who knows this address can send. Choose a proof if the program has one."),
        class_name="note-line",
    )
    facts: list[tuple[Any, Any]] = [
        (t("Event"), rx.el.code(one["event_name"].to(str))),
        (t("Proof"), proof_word(one["verify"].to(str))),
        (t("Header"), rx.cond(one["header"], rx.el.code(one["header"].to(str)), "–")),
        (t("Taken"), number(one["received"])),
        (t("Turned away"), number(one["refused"])),
    ]
    return section(
        t("Address"),
        secret(one["url"].to(str), t("Address")),
        rx.cond(one["verify"] == "none", open_to_all, rx.fragment()),
        properties(facts),
        hint=t("Enter it in the other program; it takes POST with JSON or a form, 1 MB at most."),
    )


def _secret() -> rx.Component:
    show = button(t("Show secret"), icon="key", on_click=State.show_secret)
    renew = button(t("Renew"), kind="quiet", on_click=State.open_form("secret"))
    words = t("The other program proves by it who it is.")
    shown = section(t("Secret"), row(show, renew), hint=words)
    return rx.cond(State.may_write & (State.source["verify"] != "none"), shown, rx.fragment())


def _field(one: Row) -> rx.Component:
    return line(rx.el.code(one["path"].to(str)), rx.el.code(one["example"].to(str)), right=badge(one["type"].to(str)))


def _sample() -> rx.Component:
    nothing = empty(t("Once something came, its fields are listed here, for workflows to use."))
    listed = rx.cond(State.seen.length() > 0, lines(rx.foreach(State.seen, _field)), nothing)
    return section(t("Fields of the last payloads"), listed)


def _receipt(one: Row) -> rx.Component:
    title = rx.el.button(
        rx.cond(one["key"], one["key"].to(str), t("Call")),
        type="button",
        class_name="link",
        on_click=State.open(one["id"].to(str)),
    )
    again = rx.cond(
        one["repeats"].to(int) > 0, rx.fragment(" · ", t("came again {count}×", count=one["repeats"])), rx.fragment()
    )
    size = t("{count} bytes", count=number(one["size"]))
    words = rx.fragment(ago(one["at"].to(str)), " · ", size, again, rx.el.div(one["reason"].to(str)))
    return line(title, words, right=taken_badge(one["accepted"].to(bool)))


def _log() -> rx.Component:
    nothing = empty(t("Nothing has called this address yet."))
    listed = rx.cond(State.receipts.length() > 0, lines(rx.foreach(State.receipts, _receipt)), nothing)
    return section(t("Last calls"), listed)


def _opened() -> rx.Component:
    one = State.receipt
    body = rx.el.div(
        taken_badge(one["accepted"].to(bool)),
        rx.el.p(one["reason"].to(str), class_name="hint"),
        rx.el.h3(t("Headers"), class_name="part"),
        rx.el.pre(rx.el.code(one["headers"].to(str)), class_name="mono"),
        rx.el.h3(t("Body"), class_name="part"),
        rx.el.pre(rx.el.code(one["payload"].to(str)), class_name="mono"),
        class_name="stack",
    )
    return sheet(one.length() > 0, t("Call"), body, on_close=State.close)


def _renew() -> rx.Component:
    hint = t("Left empty, a new one is made. The old one is taken for another day.")
    body = form(
        field(t("Secret of the other program"), text_input("secret", auto_complete="off"), hint=hint),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Renew"), kind="primary", type="submit")),
        on_submit=State.rotate,
    )
    return dialog(State.renewing, t("Renew the secret?"), body, on_close=State.close)


def _body() -> rx.Component:
    one = State.source
    edit = source_form(
        State.errors,
        State.verify,
        on_verify=State.choose_verify,
        on_submit=State.save,
        on_cancel=State.close,
        values=one,
    )
    off = rx.cond(one["active"].to(bool), badge(t("Listening"), "green"), badge(t("Switched off"), "grey"))
    return rx.el.div(
        record_head(one["name"].to(str), off, _buttons()),
        _address(),
        _secret(),
        _log(),
        _sample(),
        _opened(),
        _renew(),
        dialog(State.editing, t("Edit source"), edit, on_close=State.close),
        secret_dialog(State.secret, State.older_until, t("Enter it in the other program."), on_close=State.close),
        class_name="stack settings",
    )


@framed("/settings/sources/[source_id]", "Webhook source", on_load=State.load)
def source() -> rx.Component:
    """One source with its address, its last calls and the fields they held."""
    gone = not_found(t("There is no such source."), BACK, t("Go to the webhooks"))
    shown = rx.cond(State.missing, gone, rx.cond(State.loading, skeleton_cards(2), _body()))
    return page(t("Webhook source"), shown, crumbs=[(t("Webhooks"), BACK)])
