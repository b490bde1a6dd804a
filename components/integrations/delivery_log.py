"""The log of an endpoint, and one delivery with all its calls."""

from typing import Any

import reflex as rx

from components.integrations.words import delivery_badge
from components.ui import ago, badge, button, empty, line, lines, link, number, properties, row, sheet, t, tn
from state.integrations.endpoint import EndpointState as State

Row = rx.Var[dict[str, Any]]


def delivery_log() -> rx.Component:
    """Deliveries, newest first."""
    more = rx.cond(State.more, button(t("Show more"), on_click=State.show_more), rx.fragment())
    listed = rx.fragment(lines(rx.foreach(State.log, _delivery)), more)
    return rx.cond(State.log.length() > 0, listed, empty(t("Nothing was sent yet.")))


def _delivery(one: Row) -> rx.Component:
    title = rx.el.button(
        rx.el.code(one["event"].to(str)), type="button", class_name="link", on_click=State.open(one["id"].to(str))
    )
    later = rx.cond(one["next_at"], rx.fragment(" · ", t("next try"), " ", ago(one["next_at"].to(str))), rx.fragment())
    tries = tn("{count} try", "{count} tries", one["tries"].to(int))
    words = rx.fragment(ago(one["at"].to(str)), " · ", tries, later, rx.el.div(one["reason"].to(str)))
    status = rx.cond(one["status"], rx.el.span(one["status"].to(str), class_name="figure hint"), rx.fragment())
    again = button(t("Send again"), kind="quiet", on_click=State.replay(one["id"].to(str)))
    may = rx.cond(State.may_write, again, rx.fragment())
    return line(title, words, right=row(status, delivery_badge(one["state"].to(str)), may))


def _attempt(one: Row) -> rx.Component:
    tone = rx.cond(one["good"].to(bool), "green", "red")
    status = badge(rx.cond(one["status"], one["status"].to(str), t("No answer")), tone)
    head = row(
        status, ago(one["at"].to(str)), rx.el.span(t("{count} ms", count=number(one["took"])), class_name="hint")
    )
    reason = rx.cond(one["reason"], rx.el.p(one["reason"].to(str), class_name="hint"), rx.fragment())
    sent = rx.el.details(rx.el.summary(t("Request headers")), _code(one["sent"].to(str)))
    got = rx.el.details(rx.el.summary(t("Answer")), _code(one["got"].to(str)), _code(one["response"].to(str)))
    return rx.el.div(head, reason, sent, got)


def _code(text: rx.Var[str]) -> rx.Component:
    return rx.cond(text, rx.el.pre(rx.el.code(text), class_name="mono"), rx.fragment())


def delivery_sheet() -> rx.Component:
    """One delivery above the page."""
    one = State.delivery
    job = link(t("Open"), rx.Var.create("/jobs/").to(str) + one["job"].to(str))
    facts = [
        (t("State"), delivery_badge(one["state"].to(str))),
        (t("Message"), rx.el.code(one["message"].to(str))),
        (t("Job"), rx.cond(one["job"], job, "–")),
    ]
    body = rx.el.div(
        properties(facts),
        rx.el.h3(t("Calls"), class_name="part"),
        rx.foreach(State.attempts, _attempt),
        rx.el.h3(t("Body"), class_name="part"),
        _code(State.body),
        class_name="stack",
    )
    return sheet(one.length() > 0, one["event"].to(str), body, on_close=State.close)
