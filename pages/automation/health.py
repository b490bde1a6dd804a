"""How one workflow does."""

import reflex as rx

from components.automation.head import workflow_tabs
from components.charts import across_chart
from components.layout.page import page
from components.layout.rights import may, when
from components.ui import (
    Column,
    button,
    card,
    data_table,
    empty,
    filter_select,
    kpi_row,
    line,
    lines,
    number,
    select,
    skeleton_cards,
    stack,
    stat,
    t,
)
from pages.framed import framed
from state.automation.health import HealthState


def _figures() -> rx.Component:
    runs = rx.Var.create("/workflows/").to(str) + HealthState.workflow_id + "/runs"
    return kpi_row(
        stat(t("Runs"), number(HealthState.runs), href=runs),
        stat(t("Under way"), number(HealthState.running), href=runs + "?state=running"),
        stat(t("Failed"), number(HealthState.failed), href=runs + "?state=failed"),
        stat(t("Failure rate"), HealthState.failure, href=runs + "?state=failed"),
        stat(t("Half take at most"), HealthState.median),
        stat(t("19 of 20 take at most"), HealthState.p95),
    )


def _suggestion(one: rx.Var[dict[str, str]]) -> rx.Component:
    apply = button(t("Apply"), kind="primary", on_click=HealthState.apply(one["key"]))
    return line(one["title"], rx.fragment(one["reason"], " ", one["change"]), right=when(may("workflows:write"), apply))


def _suggestions() -> rx.Component:
    listed = card(t("Suggestions"), lines(rx.foreach(HealthState.suggestions, _suggestion)))
    none = card(t("Suggestions"), rx.el.p(t("Nothing stands out in these days."), class_name="meta"))
    return rx.cond(HealthState.suggestions.length() > 0, listed, none)


def _steps() -> rx.Component:
    columns = [
        Column("name", t("Step"), "strong"),
        Column("reached", t("Runs that came here"), small="side"),
        Column("times", t("Times"), "number", small="hide"),
        Column("failed", t("Failed"), "number", small="hide"),
        Column("rate", t("Failure rate")),
        Column("median", t("Half take at most"), small="hide"),
        Column("p95", t("19 of 20 take at most"), small="hide"),
        Column("ways", t("Ways taken"), quiet=True, small="hide"),
    ]
    return data_table(columns, HealthState.steps, label=t("Steps"))


def _content() -> rx.Component:
    drop = card(
        t("How far runs come"), across_chart(HealthState.reached, label=t("Runs that came to each step"), thin=True)
    )
    return stack(_figures(), _suggestions(), drop, card(t("Steps"), _steps()))


@framed("/workflows/[workflow_id]/health", "Health", on_load=HealthState.load)
def health() -> rx.Component:
    """Durations, failures and drop-off, with what to change."""
    builder = rx.Var.create("/workflows/").to(str) + HealthState.workflow_id
    nothing = empty(t("Figures stand here once it is published."), button(t("Open the builder"), href=builder))
    times = [("7", t("7 days")), ("30", t("30 days")), ("90", t("90 days"))]
    days = select(
        "days", times, value=HealthState.days.to(str), on_change=lambda days: HealthState.look_back(days.to(int))
    )
    return page(
        HealthState.name,
        rx.cond(HealthState.loading, skeleton_cards(4), rx.cond(HealthState.published, _content(), nothing)),
        crumbs=[(t("Workflows"), "/workflows")],
        tabs=workflow_tabs(HealthState.workflow_id, "health"),
        beside_tabs=filter_select(t("Last"), days),
    )
