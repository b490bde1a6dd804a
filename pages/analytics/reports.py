"""Reports: made now or by the clock, looked at, downloaded."""

import reflex as rx

from components.layout.page import page
from components.ui import (
    ago,
    badge,
    button,
    card,
    checkbox,
    confirm,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    line,
    lines,
    link,
    row,
    select,
    skeleton_rows,
    stack,
    t,
    text_input,
)
from pages.framed import framed
from state.analytics.reports import ReportsState as State


def _schedules() -> list[tuple[str, rx.Var[str]]]:
    return [("", t("By hand")), ("daily", t("Daily")), ("weekly", t("Weekly")), ("monthly", t("Monthly"))]


def _report(one: rx.Var[dict[str, str]]) -> rx.Component:
    id_ = one["id"].to(str)
    plan = select(
        "schedule",
        _schedules(),
        value=one["schedule"].to(str),
        on_change=lambda value: State.plan(id_, value),
        aria_label=t("Schedule"),
        width="8rem",
    )
    gone = confirm(
        t("Delete"),
        title=t("Delete this report?"),
        text=t("It comes no more; the files that were made of it stay."),
        action=t("Delete"),
        on_confirm=State.remove(id_),
    )
    look = button(t("Preview"), icon="eye", on_click=State.preview(id_))
    make = button(t("Make now"), icon="play", on_click=State.make(id_))
    following = rx.cond(one["next"], rx.fragment(t("comes"), " ", ago(one["next"].to(str))), t("only by hand"))
    to = rx.cond(one["to"], rx.fragment(" · ", one["to"].to(str)), rx.fragment())
    return line(one["name"].to(str), rx.el.span(following, to), icon="chart-column", right=row(plan, look, make, gone))


def _run(one: rx.Var[dict[str, str]]) -> rx.Component:
    pdf = button("PDF", icon="download", href=one["pdf"].to(str), reload_document=True)
    sheet = button("CSV", icon="download", href=one["csv"].to(str), reload_document=True)
    job = rx.cond(one["job"], link(t("Job"), one["job"].to(str)), rx.fragment())
    right = rx.cond(one["error"], row(badge(t("Failed"), "red"), job), row(pdf, sheet, job))
    error = rx.cond(one["error"], rx.fragment(" · ", one["error"].to(str)), rx.fragment())
    detail = rx.el.span(one["period"].to(str), " · ", ago(one["at"].to(str)), error)
    return line(one["name"].to(str), detail, icon="file-text", right=right)


def _figure(one: rx.Var[dict[str, str]]) -> rx.Component:
    before = rx.cond(one["note"], one["note"].to(str), rx.fragment(t("before"), " ", one["previous"]))
    return line(one["title"].to(str), rx.el.span(before, class_name="hint"), right=rx.el.strong(one["value"]))


def _preview() -> rx.Component:
    body = stack(rx.el.span(State.shown_period, class_name="hint"), lines(rx.foreach(State.figures, _figure)))
    return dialog(State.shown != "", State.shown, body, on_close=State.close)


def _metric(one: rx.Var[dict[str, str]]) -> rx.Component:
    return checkbox(one["title"].to(str), name="metric " + one["name"].to(str))


def _create() -> rx.Component:
    body = form(
        field(
            t("Name"), text_input("name", required=True, auto_focus=True, max_length=200), error=State.errors["name"]
        ),
        field(t("Schedule"), select("schedule", _schedules(), default_value="")),
        field(t("Mail to"), text_input("recipients", placeholder="owner@tenant"), error=State.errors["recipients"]),
        rx.el.fieldset(
            rx.el.legend(t("Metrics"), class_name="field-label"),
            rx.foreach(State.metrics, _metric),
            class_name="choices",
        ),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Keep"), kind="primary", type="submit")),
        on_submit=State.create,
    )
    return dialog(State.creating, t("New report"), body, on_close=State.close)


@framed("/reports", "Reports", on_load=State.load)
def reports() -> rx.Component:
    """All reports, and what was made of them."""
    add = button(t("Report"), icon="plus", kind="primary", on_click=State.open_form)
    nothing = empty(
        t("Reports gather figures and lists, and come by mail if you wish."),
        button(t("Bring the three shipped ones"), on_click=State.restore),
    )
    listed = rx.cond(State.rows.length() > 0, lines(rx.foreach(State.rows, _report)), nothing)
    unmade = empty(t("Nothing was made yet."))
    made = rx.cond(State.runs.length() > 0, lines(rx.foreach(State.runs, _run)), unmade)
    body = stack(card(None, listed), card(t("Made lately"), made))
    return page(t("Reports"), rx.cond(State.loading, skeleton_rows(4), body), _preview(), _create(), primary=add)
