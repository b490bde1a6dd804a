"""The operator's console."""

from typing import Any

import reflex as rx

from components.layout.page import page
from components.operator.room import room_dialog
from components.operator.tenants import tenant_table, why_dialog
from components.operator.workers import queue_health
from components.ui import (
    ago,
    badge,
    card,
    empty,
    grid,
    line,
    lines,
    not_found,
    number,
    properties,
    search_input,
    skeleton_cards,
    stack,
    t,
)
from pages.framed import framed
from state.operator.console import OperatorState as State
from state.operator.workers import WorkersState


def _sign(on: rx.Var[Any], good: rx.Var[str], bad: rx.Var[str], tone: str = "red") -> rx.Component:
    return rx.cond(on, badge(good, "green"), badge(bad, tone))


def _health() -> rx.Component:
    one = State.health
    facts = [
        (t("PostgreSQL"), one["database"].to(str)),
        (t("Size"), t("{count} MB", count=number(one["size"], 1))),
        (t("Connections"), number(one["connections"])),
        (t("Redis"), _sign(one["redis"], t("Answers"), t("Does not answer"))),
        (t("Mail"), _sign(one["mail"], t("Set up"), t("Not set up"), "amber")),
    ]
    return card(t("Parts"), properties(facts))


def _queue() -> rx.Component:
    one = State.health
    failed = rx.el.span(number(one["failed"]), class_name=rx.cond(one["failed"].to(int) > 0, "tone-red", ""))
    facts = [
        (t("Waiting"), number(one["waiting"])),
        (t("Running"), number(one["running"])),
        (t("Failed"), failed),
        (t("Oldest waits"), t("{seconds} s", seconds=one["oldest"])),
    ]
    return card(t("Jobs of all organisations"), properties(facts))


def _act(one: rx.Var[dict[str, str]]) -> rx.Component:
    title = rx.fragment(one["who"], " · ", t(one["act"]), " ", one["tenant"])
    return line(title, one["why"], icon="shield-check", right=ago(one["at"]))


def _acts() -> rx.Component:
    none = empty(t("What operators do is written down here."))
    return card(t("Acts of operators"), rx.cond(State.acts.length() > 0, lines(rx.foreach(State.acts, _act)), none))


def _body() -> rx.Component:
    search = search_input(t("Search organisations"), State.search_for, default_value=State.search)
    tenants = card(t("Organisations"), search, tenant_table(), hint=t("Events, jobs and mails of 30 days"))
    return stack(
        grid(_health(), _queue(), columns="1fr 1fr"), queue_health(), tenants, _acts(), why_dialog(), room_dialog()
    )


@framed("/operator", "Operator", on_load=[State.load, WorkersState.load])
def operator() -> rx.Component:
    """Health, organisations and the operator's own audit; nothing for anybody else."""
    gone = not_found(t("This page is for the operator of this installation."))
    shown = rx.cond(State.loading, skeleton_cards(2), rx.cond(State.refused, gone, _body()))
    return page(t("Operator"), shown)
