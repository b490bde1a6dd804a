"""Settings: the outbox, read like a mailbox."""

from typing import Any

import reflex as rx

from components.layout.page import page
from components.settings.frame import settings_tabs
from components.ui import Tab, ago, badge, button, empty, filter_bar, link, skeleton_rows, t, tabs, toned
from pages.framed import framed
from state.settings.mails import MailsState as State

TONES: dict[str, Any] = {"sent": "green", "failed": "red", "unknown": "red", "waiting": "blue", "sending": "blue"}


def _line(one: rx.Var[dict[str, Any]]) -> rx.Component:
    here = State.chosen["id"] == one["id"]
    return rx.el.button(
        rx.el.strong(one["subject"]),
        rx.el.span(ago(one["at"].to(str)), class_name="hint"),
        rx.el.span(one["to"], class_name="hint"),
        toned(one["state"].to(str), TONES, t(one["state_name"].to(str))),
        type="button",
        aria_current=rx.cond(here, "true", "false"),
        on_click=State.read(one["id"].to(str)),
    )


def _read() -> rx.Component:
    chosen = State.chosen
    by = rx.Var.create("/settings/mail-templates/").to(str) + chosen["template"].to(str)
    facts = rx.el.p(
        t("to {address}", address=chosen["to"].to(str)), " · ", link(chosen["template"].to(str), by), class_name="hint"
    )
    views = tabs([Tab("html", t("As it looks")), Tab("text", t("Plain text"))], State.view, State.look)
    head = rx.el.header(rx.el.div(rx.el.h2(chosen["subject"]), facts), views)
    frame = rx.el.iframe(
        title=chosen["subject"],
        custom_attrs={"sandbox": "", "srcDoc": '<base target="_blank">' + chosen["html"].to(str)},
    )
    text = rx.el.pre(chosen["text"], class_name="preview-text")
    shown = rx.cond((State.view == "text") | (chosen["html"] == ""), text, frame)
    error = rx.cond(chosen["error"], rx.el.p(chosen["error"], class_name="form-error", role="alert"), rx.fragment())
    decide = rx.cond(chosen["state"] == "unknown", link(t("Decide"), "/jobs/sendings?state=unknown"), rx.fragment())
    return rx.el.section(head, error, decide, rx.el.div(shown, class_name="frame"), class_name="mail-read")


@framed("/settings/outbox", "Outbox", on_load=State.load)
def mails() -> rx.Component:
    """What left the house by mail, or waits here."""
    more = rx.el.div(button(t("Show more"), on_click=State.show_more), class_name="more-mails")
    rest = rx.cond(State.more, more, rx.fragment())
    listed = rx.el.nav(rx.foreach(State.mails, _line), rest, class_name="mail-list", aria_label=t("Mails"))
    box = rx.el.div(listed, rx.cond(State.chosen["id"], _read(), rx.fragment()), class_name="mail-box")
    nothing = empty(
        t("No mail yet. A test mail of a template would be the first."),
        button(t("Mail templates"), href="/settings/mail-templates"),
    )
    body = rx.cond(State.loading, skeleton_rows(), rx.cond(State.mails.length() > 0, box, nothing))
    kept = rx.cond(State.configured, rx.fragment(), badge(t("No mail server is set: mails stay here"), "amber"))
    ledger = link(t("All that was sent"), "/jobs/sendings")
    bar = filter_bar(kept, right=ledger)
    return page(t("Settings"), body, tabs=settings_tabs("outbox"), filters=bar, to_edge=True)
