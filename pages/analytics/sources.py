"""Settings: sources of figures."""

from typing import Any

import reflex as rx

from components.analytics.source_form import schedules, source_form
from components.layout.rights import when
from components.settings.frame import section, settings_page
from components.ui import ago, badge, button, confirm, dialog, empty, line, lines, link, number, row, t
from pages.framed import framed
from state.analytics.sources import FigureSourcesState as State

Row = rx.Var[dict[str, Any]]


def _result(one: Row) -> rx.Component:
    job = rx.cond(one["job"], link(t("Job"), one["job"].to(str)), rx.fragment())
    brought = t(
        "{fetched} rows, {written} new or changed, {outside} outside the days, {refused} not read",
        fetched=number(one["fetched"]),
        written=number(one["written"]),
        outside=number(one["outside"]),
        refused=number(one["refused"]),
    )
    failed = rx.el.div(rx.el.span(one["error"].to(str), class_name="tone-red"), " ", job, role="status")
    fetched = rx.el.div(t("last"), " ", ago(one["last"].to(str)), ": ", brought, " ", job, role="status")
    never = rx.el.div(t("not fetched yet"), " ", job)
    return rx.cond(one["error"], failed, rx.cond(one["last"], fetched, never))


def _source(one: Row) -> rx.Component:
    id_, platform = one["id"].to(str), one["platform"].to(str)
    often = rx.Var.create(rx.match(one["schedule"], *schedules(), one["schedule"])).to(str)
    following = rx.cond(one["next"], rx.fragment(", ", t("next"), " ", ago(one["next"].to(str))), rx.fragment())
    total = t("{count} events in all", count=number(one["events"]))
    words = rx.fragment(
        rx.el.code(one["url"].to(str), class_name="cut"), rx.el.div(often, following, " · ", total), _result(one)
    )
    gone = confirm(
        t("Remove"),
        title=t("Remove this source?"),
        text=t("It is fetched no more; the events that it brought stay."),
        action=t("Remove"),
        on_confirm=State.delete(id_),
    )
    fetch = button(t("Fetch now"), icon="refresh-cw", on_click=State.fetch(platform))
    edit = button(t("Edit"), on_click=State.open_form(id_))
    acts = when(State.may_write, row(gone, edit, when(one["active"].to(bool), fetch)))
    off = rx.cond(one["active"], rx.fragment(), badge(t("Switched off"), "grey"))
    return line(row(platform, off), words, icon="chart-column", right=acts)


@framed("/settings/figures", "Sources of figures", on_load=State.load)
def figure_sources() -> rx.Component:
    """Where figures of other platforms come from."""
    start = button(t("Set up a source"), kind="primary", on_click=State.open_form(""))
    none = empty(
        t("Visits, clicks and sales of other platforms can be fetched as CSV or JSON and stand in reports then."),
        when(State.may_write, start),
    )
    add = button(t("Source"), icon="plus", on_click=State.open_form(""))
    listed = rx.cond(State.rows.length() > 0, lines(rx.foreach(State.rows, _source)), none)
    one = State.chosen
    made = source_form(one, State.errors, on_submit=State.save, on_cancel=State.close)
    return settings_page(
        "figures",
        section(
            t("Sources of figures"),
            listed,
            hint=t("A row that is there already is never counted twice."),
            action=when(State.may_write, add),
        ),
        dialog(
            State.editing,
            rx.cond(one.length() > 0, one["platform"].to(str), t("New source")),
            made,
            on_close=State.close,
        ),
        loading=State.loading,
    )
