"""How fast the jobs are, and their kinds."""

from typing import Any

import reflex as rx

from components.charts import line_chart
from components.jobs.head import job_tabs
from components.layout.page import page
from components.layout.rights import may, when
from components.ui import (
    Column,
    Tab,
    badge,
    button,
    card,
    data_table,
    grid,
    link,
    percent,
    skeleton_cards,
    stack,
    t,
    tabs,
)
from pages.framed import framed
from state.jobs.figures import JobFiguresState as State

Row = rx.Var[dict[str, Any]]


def _course(title: rx.Var[str], series: rx.Var[list[dict[str, Any]]]) -> rx.Component:
    first = rx.el.span(t("half took less"), class_name="key key-1")
    second = rx.el.span(t("95 of 100 took less"), class_name="key key-2")
    return card(title, line_chart(series, label=title, height=170), action=rx.el.span(first, second))


def _courses() -> rx.Component:
    done = line_chart(State.finished, label=t("Finished a minute"), height=170)
    lost = t("{count} ended, {share} of them failed", count=State.ended, share=percent(State.rate, 1))
    return stack(
        card(t("Finished a minute"), done, hint=lost),
        grid(
            _course(t("Wait, milliseconds"), State.waits),
            _course(t("Run, milliseconds"), State.takes),
            columns="1fr 1fr",
        ),
    )


def _kind(one: Row) -> rx.Component:
    to = rx.Var.create("/jobs?state=done&kind=").to(str) + one["id"].to(str)
    return rx.el.span(link(one["title"].to(str), to, class_name="row-link"), class_name="who")


def _failed(one: Row) -> rx.Component:
    to = rx.Var.create("/jobs?state=failed&kind=").to(str) + one["id"].to(str)
    return rx.cond(
        one["failed"].to(int) > 0,
        link(percent(one["rate"], 1), to, class_name="cell-link tone-red"),
        percent(one["rate"]),
    )


def _bounds(one: Row) -> rx.Component:
    most = rx.cond(one["most"], t("{count} at once", count=one["most"]), "")
    rate = rx.cond(one["rate_most"], one["rate_most"].to(str), "")
    return rx.fragment(most, rx.cond(one["most"].bool() & one["rate_most"].bool(), ", ", ""), rate)


def _pause(one: Row) -> rx.Component:
    name = one["id"].to(str)
    resume = button(t("Resume"), icon="play", on_click=State.resume(name))
    all_ = badge(t("Paused by the operator"), "amber")
    paused = rx.cond(one["paused_for_all"], all_, when(may("jobs:write"), resume))
    pause = when(may("jobs:write"), button(t("Pause"), icon="pause", on_click=State.pause(name)))
    return rx.el.span(rx.cond(one["paused_by"], paused, pause), class_name="cell-link")


def _state(one: Row) -> rx.Component:
    return rx.cond(
        one["paused_by"], badge(t("Paused by {name}", name=one["paused_by"].to(str)), "amber"), rx.fragment()
    )


def _kinds() -> rx.Component:
    columns = [
        Column("title", t("Kind"), "strong", draw=_kind),
        Column("waiting", t("Waiting"), "number", small="hide"),
        Column("done", t("Done"), "number", small="hide"),
        Column("failed", t("Failed"), "number", small="side", draw=_failed),
        Column("wait", t("Wait, p50 · p95")),
        Column("run", t("Run, p50 · p95")),
        Column("bounds", t("Bounds"), quiet=True, small="hide", draw=_bounds),
        Column("state", t("State"), small="hide", draw=_state),
        Column("act", "", small="hide", draw=_pause),
    ]
    return card(t("By kind"), data_table(columns, State.rows, label=t("Kinds of jobs")))


@framed("/jobs/figures", "Figures of jobs", on_load=State.load)
def figures() -> rx.Component:
    """Throughput, waits and runs over time, and by kind."""
    spans = [Tab("hour", t("1 hour")), Tab("quarter", t("6 hours")), Tab("day", t("24 hours"))]
    shown = rx.cond(State.loading, skeleton_cards(3), stack(_courses(), _kinds()))
    beside = tabs(spans, State.span, State.choose)
    return page(t("Jobs"), shown, tabs=job_tabs("figures"), beside_tabs=beside)
