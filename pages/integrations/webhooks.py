"""Settings: webhooks, out and in."""

from typing import Any

import reflex as rx

from components.integrations.forms import endpoint_form, source_form
from components.integrations.words import endpoint_badge, events_word, proof_word
from components.settings.frame import section, settings_page
from components.ui import ago, badge, button, dialog, empty, line, lines, link, row, t
from pages.framed import framed
from state.integrations.webhooks import WebhooksState as State

Row = rx.Var[dict[str, Any]]


def _endpoint(one: Row) -> rx.Component:
    name = link(one["name"].to(str), rx.Var.create("/settings/webhooks/").to(str) + one["id"].to(str))
    failed = rx.cond(one["failed"].to(int) > 0, badge(t("{count} failed", count=one["failed"]), "red"), rx.fragment())
    waiting = rx.cond(
        one["waiting"].to(int) > 0, badge(t("{count} waiting", count=one["waiting"]), "amber"), rx.fragment()
    )
    words = rx.fragment(rx.el.code(one["url"].to(str), class_name="cut"), rx.el.div(events_word(one["events"].to(str))))
    return line(name, words, icon="send", right=row(waiting, failed, endpoint_badge(one["state"].to(str))))


def _source(one: Row) -> rx.Component:
    name = link(one["name"].to(str), rx.Var.create("/settings/sources/").to(str) + one["id"].to(str))
    last = rx.cond(one["last_at"], rx.fragment(t("last call"), " ", ago(one["last_at"].to(str))), t("no call yet"))
    proof = rx.cond(one["verify"] == "none", "", rx.fragment(proof_word(one["verify"].to(str)), " · "))
    words = rx.fragment(rx.el.code(one["event_name"].to(str)), " · ", proof, last)
    off = rx.cond(one["active"].to(bool), rx.fragment(), badge(t("Switched off"), "grey"))
    open_to_all = rx.cond(one["verify"] == "none", badge(t("No proof"), "amber"), rx.fragment())
    return line(name, words, icon="webhook", right=row(open_to_all, off))


def _add(label: Any, which: str) -> rx.Component:
    return rx.cond(State.may_write, button(label, icon="plus", on_click=State.open_form(which)), rx.fragment())


def _start(label: Any, which: str) -> rx.Component:
    press = button(label, kind="primary", on_click=State.open_form(which))
    return rx.cond(State.may_write, press, rx.fragment())


def _dialogs() -> rx.Component:
    out = endpoint_form(State.errors, on_submit=State.create_endpoint, on_cancel=State.close)
    come = source_form(
        State.errors,
        State.verify,
        on_verify=State.choose_verify,
        on_submit=State.create_source,
        on_cancel=State.close,
    )
    return rx.fragment(
        dialog(State.creating == "endpoint", t("New endpoint"), out, on_close=State.close),
        dialog(State.creating == "source", t("New source"), come, on_close=State.close),
    )


@framed("/settings/webhooks", "Webhooks", on_load=State.load)
def webhooks() -> rx.Component:
    """Where events are sent, and where payloads come from."""
    none_out = empty(t("Other programs can hear at once of what happens here."), _start(t("Add endpoint"), "endpoint"))
    none_in = empty(t("Other programs can tell Steward what happened there."), _start(t("Add source"), "source"))
    hooks = rx.el.div(lines(rx.foreach(State.outgoing, _endpoint)), class_name="hooks")
    out = rx.cond(State.outgoing.length() > 0, hooks, none_out)
    callers = rx.el.div(lines(rx.foreach(State.incoming, _source)), class_name="hooks")
    come = rx.cond(State.incoming.length() > 0, callers, none_in)
    return settings_page(
        "webhooks",
        section(t("Sent to"), out, hint=t("Each message is signed."), action=_add(t("Endpoint"), "endpoint")),
        section(t("Received from"), come, hint=t("Each has its address."), action=_add(t("Source"), "source")),
        _dialogs(),
        loading=State.loading,
    )
