"""What stands above the list of jobs: figures, the last hour, workflow runs, the filter, the pause of a kind."""

from typing import Any

import reflex as rx

from components.automation.run_list import TONES as RUN_TONES
from components.automation.run_list import words as run_words
from components.charts import line_chart
from components.layout.rights import may, when
from components.operator.workers import worker_lines
from components.ui import (
    Tab,
    badge,
    button,
    card,
    confirm,
    dialog_button,
    filter_bar,
    filter_select,
    grid,
    kpi_row,
    line,
    lines,
    link,
    number,
    search_input,
    select,
    stat,
    t,
    tabs,
    toned,
)
from state.jobs.queue import JobsState as State
from state.session import SessionState

One = rx.Var[dict[str, Any]]


def figures() -> rx.Component:
    """Five figures, each of which opens its jobs."""
    seconds, minutes = t("{count} s", count=State.oldest), t("{count} min", count=State.oldest // 60)
    hours = t("{count} h", count=State.oldest // 3600)
    known = rx.cond(State.oldest < 120, seconds, rx.cond(State.oldest < 7200, minutes, hours))
    oldest = rx.cond(State.waiting > 0, known, t("none"))
    failed = rx.el.span(number(State.failed), class_name=rx.cond(State.failed > 0, "tone-red", ""))
    return kpi_row(
        _stat(t("Waiting"), number(State.waiting), "waiting"),
        _stat(t("Running"), number(State.running), "running"),
        _stat(t("Done, last hour"), number(State.done_last_hour), "done"),
        _stat(t("Failed"), failed, "failed"),
        _stat(t("Oldest waiting"), oldest, "waiting"),
    )


def _stat(label: rx.Var[str], value: Any, view: str) -> rx.Component:
    return rx.el.div(stat(label, value, href=f"/jobs?state={view}"), on_click=State.show(view), class_name="job-stat")


def _run(one: One) -> rx.Component:
    state = one["state"].to(str)
    words = run_words()
    name = rx.Var.create(rx.match(state, *words.items(), state)).to(str)
    title = link(one["workflow"].to(str), rx.Var.create("/runs/").to(str) + one["id"].to(str))
    return line(title, one["about"].to(str), right=toned(state, RUN_TONES, name))


def _runs() -> rx.Component:
    none = rx.el.p(t("No workflow has run yet."), class_name="hint")
    told = rx.cond(State.latest_runs.length() > 0, lines(rx.foreach(State.latest_runs, _run)), none)
    return card(t("Workflow runs"), told, action=link(t("All runs"), "/runs"), class_name="job-beside")


def course() -> rx.Component:
    """The last hour at the left; at the right the workers for the operator, for others the latest workflow runs."""
    chart = line_chart(State.finished, label=t("Finished a minute"), height=150)
    finished = card(t("Finished a minute"), chart, hint=t("last hour"))
    workers = card(t("Workers"), worker_lines(), action=link(t("Operator"), "/operator"), class_name="job-beside")
    beside = rx.cond(SessionState.is_operator, workers, when(may("workflows:read"), _runs()))
    return grid(finished, beside, columns="2fr 1fr")


def views() -> rx.Component:
    """Tabs by state, and at the right what can be done with all of them."""
    known = [
        Tab("failed", t("Failed"), count=State.failed),
        Tab("waiting", t("Waiting"), count=State.waiting),
        Tab("running", t("Running"), count=State.running),
        Tab("scheduled", t("Scheduled"), count=State.scheduled),
        Tab("done", t("Done")),
        Tab("cancelled", t("Cancelled")),
    ]
    again = button(t("Retry all {count}", count=number(State.total)), icon="rotate-ccw", on_click=State.retry_all)
    cancel = confirm(
        t("Cancel all {count}", count=number(State.total)),
        title=t("Cancel these jobs?"),
        text=t("They will not run. You can take this back right after."),
        action=t("Cancel jobs"),
        on_confirm=State.cancel_matching,
        icon="x",
        kind="plain",
    )
    act = rx.match(State.view, ("failed", again), ("waiting", cancel), ("scheduled", cancel), rx.fragment())
    right = when((State.total > 0) & may("jobs:write"), act)
    return rx.el.div(tabs(known, State.view, State.show), right, class_name="job-tabs")


def narrowing() -> rx.Component:
    """Filters by words, kind and time."""
    spans = [("hour", t("the last hour")), ("day", t("24 hours")), ("week", t("7 days")), ("month", t("30 days"))]
    kinds = State.kinds.to(list[dict[str, str]])
    kind = select("kind", kinds, blank=t("all"), value=State.kind, on_change=State.choose_kind)
    made = select("made", spans, blank=t("any time"), value=State.made, on_change=State.choose_span)
    search = search_input(t("Search jobs"), State.search_for, default_value=State.text)
    return filter_bar(search, filter_select(t("Kind"), kind), filter_select(t("Asked for in"), made))


def _kind(one: One) -> rx.Component:
    name = one["value"].to(str)
    waiting = rx.cond(one["waiting"].to(int) > 0, t("{count} waiting", count=number(one["waiting"])), t("none waits"))
    said = rx.cond(one["paused_by"], t("Paused by {name}", name=one["paused_by"].to(str)), waiting)
    by_us = button(t("Resume"), icon="play", on_click=State.resume(name))
    resume = rx.cond(one["paused_for_all"], badge(t("By the operator"), "amber"), by_us)
    act = rx.cond(one["paused_by"], resume, button(t("Pause"), icon="pause", on_click=State.pause(name)))
    return line(one["label"].to(str), said, right=act)


def pause_button() -> rx.Component:
    """Opens the kinds of jobs, each with its pause."""
    hint = rx.el.p(t("Of a paused kind no more jobs begin; those that run go on. Nothing is lost."), class_name="hint")
    known = rx.el.div(lines(rx.foreach(State.kinds, _kind)), class_name="job-kinds")
    return when(may("jobs:write"), dialog_button(t("Pause a kind"), t("Pause a kind"), hint, known, icon="pause"))


def paused_line() -> rx.Component:
    """Says which kinds rest, while any does."""

    def one(kind: One) -> rx.Component:
        said = t("{kind} is paused by {name}.", kind=kind["label"].to(str), name=kind["paused_by"].to(str))
        ours = may("jobs:write") & ~kind["paused_for_all"].to(bool)
        resume = rx.el.button(
            t("Resume"), type="button", class_name="link", on_click=State.resume(kind["value"].to(str))
        )
        return rx.cond(
            kind["paused_by"], rx.el.p(said, " ", when(ours, resume), class_name="job-paused"), rx.fragment()
        )

    return rx.fragment(rx.foreach(State.kinds, one))
