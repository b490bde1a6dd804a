"""Jobs as lines: what, why not, how far, and what can be done about it."""

from typing import Any

import reflex as rx

from components.jobs.words import why_line
from components.layout.rights import may, when
from components.ui import (
    Column,
    Paging,
    Selection,
    ago,
    badge,
    button,
    data_table,
    empty,
    icon_button,
    number,
    t,
)
from state.jobs.queue import JobsState as State

Row = rx.Var[dict[str, Any]]


def how_far(job: Row) -> rx.Component:
    """The bar of a job at work, where it tells how far it is."""
    done, total = job["done"].to(int), job["total"].to(int)
    bar = rx.el.span(
        rx.el.progress(value=done, max=total, aria_label=job["title"].to(str)),
        rx.el.span(number(done), " / ", number(total), class_name="figure hint"),
        class_name="job-bar",
    )
    return rx.cond(total > 0, bar, rx.fragment())


def _reason(job: Row) -> rx.Component:
    reason = job["reason"].to(str)
    failed = badge(rx.el.span(reason, class_name="job-reason"), "red", title=reason)
    before = rx.cond(reason, badge(rx.el.span(reason, class_name="job-reason"), "amber", title=reason), why_line(job))
    return rx.match(
        job["status"],
        ("failed", rx.cond(reason, failed, rx.fragment())),
        ("processing", how_far(job)),
        ("stopping", rx.fragment(badge(t("Stopping"), "amber"), how_far(job))),
        ("pending", why_line(job)),
        ("retrying", before),
        rx.fragment(),
    )


def _when(job: Row) -> rx.Component:
    soon = ago(job["next"].to(str))
    never = rx.el.span(t("none, dead letter"), title=t("All its attempts failed. It waits here for a person."))
    return rx.match(job["status"], ("pending", soon), ("retrying", soon), ("failed", never), ago(job["at"].to(str)))


def _buttons(job: Row) -> rx.Component:
    job_id = job["id"].to(str)
    again = icon_button("rotate-ccw", t("Try again"), on_click=State.retry(job_id))
    stop = icon_button("square", t("Stop"), on_click=State.stop(job_id))
    cancel = icon_button("x", t("Cancel"), on_click=State.stop(job_id))
    shown = rx.match(
        job["status"],
        ("failed", again),
        ("processing", stop),
        ("pending", cancel),
        ("retrying", cancel),
        rx.fragment(),
    )
    return rx.el.span(when(may("jobs:write"), shown), class_name="cell-link")


def _columns() -> list[Column]:
    reason = rx.match(
        State.view,
        ("waiting", t("Why not yet")),
        ("scheduled", t("Why not yet")),
        ("running", t("How far")),
        t("Reason"),
    )
    at = rx.match(
        State.view,
        ("failed", t("Next try")),
        ("waiting", t("Due")),
        ("scheduled", t("Due")),
        ("running", t("Began")),
        t("Ended"),
    )
    return [
        Column("title", t("Job"), "strong"),
        Column("short", t("Id"), quiet=True, small="hide"),
        Column("why", rx.Var.create(reason).to(str), draw=_reason),
        Column(
            "attempt",
            t("Attempts"),
            small="hide",
            draw=lambda job: t("{count} of {most}", count=job["attempt"], most=job["most"]),
        ),
        Column("about", t("For"), small="hide"),
        Column("at", rx.Var.create(at).to(str), quiet=True, small="side", draw=_when),
        Column("act", "", small="hide", draw=_buttons),
    ]


def _bulk() -> list[rx.Component]:
    again = button(t("Retry"), icon="rotate-ccw", on_click=State.retry_chosen)
    cancel = button(t("Cancel"), icon="x", on_click=State.cancel_chosen)
    return [rx.match(State.view, ("failed", again), ("waiting", cancel), ("scheduled", cancel), rx.fragment())]


def _nothing() -> rx.Component:
    narrowed = (State.kind != "") | (State.made != "") | (State.text != "")
    fits = empty(t("No job fits this filter."), button(t("Show all"), on_click=State.clear_filter))
    plain = rx.match(
        State.view,
        ("failed", empty(t("No job has failed."))),
        ("waiting", empty(t("No job is waiting."))),
        ("scheduled", empty(t("No job is planned for later."))),
        ("running", empty(t("No job is running."))),
        ("cancelled", empty(t("No job was cancelled."))),
        empty(t("No job is done yet.")),
    )
    sample = button(t("Start a sample job"), icon="play", kind="primary", on_click=State.start_sample)
    bare = empty(
        t("Work done in the background stands here: imports, exports, mails, reports."), when(may("jobs:write"), sample)
    )
    return rx.cond(State.bare, bare, rx.cond(narrowed, fits, plain))


def job_table() -> rx.Component:
    """The jobs of the view; those that can be steered can be chosen."""
    selection = Selection(
        State.selected,
        State.toggle,
        State.toggle_page,
        State.clear_selection,
        _bulk(),
        State.total,
        State.everything,
        State.select_everything,
    )
    paging = Paging(State.has_next, State.has_previous, State.next_page, State.previous_page)
    parts: dict[str, Any] = {
        "label": t("Jobs"),
        "href": "/jobs/",
        "loading": State.loading,
        "empty": _nothing(),
        "paging": paging,
    }
    chosen = data_table(_columns(), State.rows, selection=selection, **parts)
    steerable = (State.view == "failed") | (State.view == "waiting") | (State.view == "scheduled")
    return rx.cond(steerable & may("jobs:write"), chosen, data_table(_columns(), State.rows, **parts))
