"""The figures of the home page: cards on top, charts below them, each bar a way to its rows."""

from typing import Any

import reflex as rx

from components.charts import across_chart, bar_chart
from components.ui import card, grid, icon, kpi_row, menu, menu_item, stat, t
from state.home.page import HomeState
from state.session import SessionState

PERIODS = ("this_month", "this_quarter", "this_year", "last_12_months", "all")


def _named() -> dict[str, rx.Var[str]]:
    names = (t("This month"), t("This quarter"), t("This year"), t("Last 12 months"), t("All time"))
    return dict(zip(PERIODS, names, strict=True))


def period_menu() -> rx.Component:
    """The switch between periods."""
    named = _named()
    chosen = rx.match(HomeState.period, *named.items(), named["this_month"])
    face = rx.fragment(icon("calendar"), rx.el.span(chosen))
    items = [menu_item(label, on_click=HomeState.show_period(key)) for key, label in named.items()]
    return menu(face, *items, align="end", trigger_label=t("Period"))


def _stat(one: rx.Var[dict[str, Any]]) -> rx.Component:
    spark = one["spark"].to(list[float])
    made = stat(
        t(one["title"].to(str)),
        one["value"].to(str),
        delta=one["delta"].to(str),
        tone=one["tone"].to(str),
        spark=spark,
        href=one["href"].to(str),
    )
    return rx.el.div(made, title=t(one["meaning"].to(str)), key=one["id"].to(str))


def stats() -> rx.Component:
    """The cards on top, with the change against the period before."""
    return kpi_row(rx.foreach(HomeState.stats, _stat))


def _open(href: rx.Var[str]) -> Any:
    return rx.redirect(href)


def _legend() -> rx.Component:
    won = rx.el.span(rx.el.i(class_name="dot", aria_hidden=True), t("Won"))
    ahead = rx.el.span(rx.el.i(class_name="dot dot-quiet", aria_hidden=True), t("Expected"))
    return rx.el.span(won, ahead, class_name="legend")


def revenue() -> rx.Component:
    """What was won and what is expected, by month."""
    chart = bar_chart(
        HomeState.revenue,
        label=t("Revenue won and expected"),
        unit="money",
        currency=SessionState.currency,
        stacked=True,
        ticks=False,
        height=220,
        on_click=_open,
    )
    title = rx.fragment(t("Revenue won and expected"), _legend())
    return card(title, chart, hint=t("Click a month to see its deals"))


def _across(title: Any, series: rx.Var[list[dict[str, Any]]], nothing: Any, thin: bool = False) -> rx.Component:
    chart = across_chart(series, label=title, thin=thin, on_click=_open)
    return card(title, rx.cond(series.length() > 0, chart, rx.el.p(nothing, class_name="hint")))


def under_way() -> rx.Component:
    """The pipeline, the sources of leads, and what each person carries."""
    return grid(
        _across(t("Pipeline by stage"), HomeState.stages, t("No deal is open.")),
        _across(t("Leads by source"), HomeState.sources, t("No lead came in.")),
        _across(t("Load of the team"), HomeState.team, t("Nobody carries anything."), thin=True),
        columns="repeat(3, minmax(0, 1fr))",
    )


def wins() -> rx.Component:
    """How many deals were won, by month."""
    chart = bar_chart(HomeState.wins, label=t("Deals won"), ticks=False, height=120, on_click=_open)
    nothing = rx.el.p(t("No deal was won yet."), class_name="hint")
    return card(t("Deals won"), rx.cond(HomeState.wins.length() > 0, chart, nothing), hint=t("by month"))
