"""Jobs as lines: what, why not, how far, and what can be done about it."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.ui import Text, Tone, ago, badge, empty, icon_button, link, number, skeleton_rows, t, toned
from state.jobs.queue import JobsState as State

Row = rx.Var[dict[str, Any]]
TONES: Mapping[str, Tone] = {
    "pending": "grey",
    "processing": "blue",
    "completed": "green",
    "failed": "red",
    "retrying": "amber",
    "cancelled": "grey",
    "stopping": "amber",
}


def state_word(status: rx.Var[str]) -> rx.Var[str]:
    """How a job stands, in a word."""
    known: dict[str, Text] = {
        "pending": t("Waiting"),
        "processing": t("Running"),
        "completed": t("Done"),
        "failed": t("Failed"),
        "retrying": t("Tried again soon"),
        "cancelled": t("Cancelled"),
        "stopping": t("Stopping"),
    }
    return rx.Var.create(rx.match(status, *known.items(), status)).to(str)


def why_not(job: Row) -> rx.Component:
    """Why a job that waits is not running."""
    reason = rx.cond(job["reason"], badge(job["reason"].to(str), "amber", title=job["reason"].to(str)), rx.fragment())
    return rx.match(
        job["wait"],
        ("worker", rx.el.span(t("Waits for a free worker"), class_name="hint")),
        ("later", rx.el.span(t("Planned for later"), class_name="hint")),
        ("again", reason),
        rx.fragment(),
    )


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
    failed = badge(rx.el.span(job["reason"].to(str), class_name="job-reason"), "red", title=job["reason"].to(str))
    return rx.match(
        job["status"],
        ("failed", failed),
        ("processing", how_far(job)),
        ("stopping", how_far(job)),
        ("completed", rx.fragment()),
        why_not(job),
    )


def _next(job: Row) -> rx.Component:
    at = job["at"].to(str)
    return rx.match(
        job["status"], ("pending", ago(job["next"].to(str))), ("retrying", ago(job["next"].to(str))), ago(at)
    )


def _buttons(job: Row) -> rx.Component:
    job_id = job["id"].to(str)
    again = icon_button("rotate-ccw", t("Try again"), on_click=State.retry(job_id))
    stop = icon_button("square", t("Stop"), on_click=State.stop(job_id))
    cancel = icon_button("x", t("Cancel"), on_click=State.stop(job_id))
    return rx.match(
        job["status"],
        ("failed", again),
        ("processing", stop),
        ("pending", cancel),
        ("retrying", cancel),
        rx.fragment(),
    )


def _line(job: Row) -> rx.Component:
    to = rx.Var.create("/jobs/").to(str) + job["id"].to(str)
    name = rx.el.span(link(job["title"].to(str), to, class_name="row-link"), class_name="who")
    tries = t("{count} of {most}", count=job["attempt"], most=job["most"])
    return rx.el.tr(
        rx.el.td(name, class_name="cell-strong"),
        rx.el.td(toned(job["status"].to(str), TONES, state_word(job["status"].to(str))), class_name="small-side"),
        rx.el.td(job["note"].to(str), class_name="small-meta"),
        rx.el.td(_reason(job), class_name="small-hide"),
        rx.el.td(tries, class_name="small-hide"),
        rx.el.td(_next(job), class_name="quiet small-hide"),
        rx.el.td(rx.el.span(_buttons(job), class_name="cell-link"), class_name="small-hide"),
        key=job["id"].to(str),
    )


def job_table() -> rx.Component:
    """The jobs of the view."""
    heads = [t("Job"), t("State"), t("For"), t("Reason"), t("Attempts"), t("When"), ""]
    head = rx.el.thead(rx.el.tr(*[rx.el.th(one, scope="col") for one in heads]))
    table = rx.el.table(head, rx.el.tbody(rx.foreach(State.rows, _line)), class_name="table", aria_label=t("Jobs"))
    nothing = rx.match(
        State.view,
        ("failed", empty(t("No job has failed."))),
        ("waiting", empty(t("No job is waiting."))),
        ("running", empty(t("No job is running."))),
        ("cancelled", empty(t("No job was cancelled."))),
        empty(t("No job is done yet.")),
    )
    shown = rx.cond(State.rows.length() > 0, table, nothing)
    return rx.el.div(rx.cond(State.loading, skeleton_rows(6), shown), class_name="list", aria_busy=State.loading)
