"""Jobs: how the queue stands, and one job."""

import reflex as rx

from components.jobs.table import TONES, how_far, job_table, state_word, why_not
from components.layout.page import page
from components.ui import (
    Tab,
    ago,
    badge,
    button,
    card,
    grid,
    kpi_row,
    link,
    number,
    properties,
    record_head,
    row,
    skeleton_cards,
    spark,
    stack,
    stat,
    t,
    tabs,
    toned,
)
from pages.framed import framed
from state.jobs.one import JobState
from state.jobs.queue import JobsState


def _figures() -> rx.Component:
    seconds = t("{seconds} s", seconds=JobsState.oldest)
    minutes = t("{minutes} min", minutes=JobsState.oldest // 60)
    oldest = rx.cond(JobsState.oldest > 0, rx.cond(JobsState.oldest < 120, seconds, minutes), t("none"))
    failed = rx.el.span(number(JobsState.failed), class_name=rx.cond(JobsState.failed > 0, "tone-red", ""))
    return kpi_row(
        stat(t("Waiting"), number(JobsState.waiting), href="/jobs?state=waiting"),
        stat(t("Running"), number(JobsState.running), href="/jobs?state=running"),
        stat(t("Done, last hour"), number(JobsState.done_last_hour), href="/jobs?state=done"),
        stat(t("Failed"), failed, href="/jobs?state=failed"),
        stat(t("Oldest waiting"), oldest, href="/jobs?state=waiting"),
    )


def _views() -> rx.Component:
    known = [
        Tab("failed", t("Failed"), count=JobsState.failed),
        Tab("waiting", t("Waiting"), count=JobsState.waiting + JobsState.scheduled),
        Tab("running", t("Running"), count=JobsState.running),
        Tab("done", t("Done")),
        Tab("cancelled", t("Cancelled")),
    ]
    again = button(t("Retry all {count}", count=JobsState.failed), icon="rotate-ccw", on_click=JobsState.retry_failed)
    right = rx.cond((JobsState.view == "failed") & (JobsState.failed > 0), again, rx.fragment())
    return rx.el.div(tabs(known, JobsState.view, JobsState.show), right, class_name="job-tabs")


@framed("/jobs", "Jobs", on_load=JobsState.load)
def jobs() -> rx.Component:
    """Counts by state, the course of the last hour, and the jobs of one state."""
    course = card(t("Finished a minute"), spark(JobsState.minutes), hint=t("last hour"), class_name="job-course")
    figures = rx.cond(JobsState.loading, skeleton_cards(5), stack(_figures(), course))
    return page(t("Jobs"), figures, card(None, _views(), job_table()))


def _facts() -> rx.Component:
    job = JobState.job
    said = rx.cond(job["reason"], badge(job["reason"].to(str), "red"), t("none"))
    pairs = [
        (t("State"), toned(job["status"].to(str), TONES, state_word(job["status"].to(str)))),
        (t("Kind"), rx.el.code(job["kind"].to(str))),
        (t("For"), job["note"].to(str)),
        (t("Attempts"), t("{count} of {most}", count=job["attempt"], most=job["most"])),
        (t("Asked for"), ago(job["created"].to(str))),
        (t("Started"), rx.cond(job["started"], ago(job["started"].to(str)), t("not yet"))),
        (t("Ended"), rx.cond(job["completed"], ago(job["completed"].to(str)), t("not yet"))),
        (t("Reason"), said),
    ]
    return properties(pairs)


def _about() -> rx.Component:
    job = JobState.job
    again = button(t("Try again"), icon="rotate-ccw", kind="primary", on_click=JobState.retry)
    stop = button(t("Stop"), icon="square", on_click=JobState.stop)
    act = rx.match(
        job["status"], ("failed", again), ("processing", stop), ("pending", stop), ("retrying", stop), rx.fragment()
    )
    see = rx.cond(
        job["import_id"],
        link(t("Open the import"), rx.Var.create("/imports/").to(str) + job["import_id"].to(str)),
        rx.fragment(),
    )
    history = rx.Var.create("/history/").to(str) + job["operation_id"].to(str)
    why = rx.cond(job["operation_id"], link(t("What it changed"), history), rx.fragment())
    head = record_head(job["title"].to(str), rx.el.span(job["id"].to(str), class_name="mono"), act)
    far = rx.match(job["status"], ("processing", how_far(job)), ("stopping", how_far(job)), why_not(job))
    result = rx.cond(JobState.result.length() > 0, card(t("Result"), properties(JobState.result)), rx.fragment())
    return stack(head, far, row(see, why), grid(card(t("Facts"), _facts()), result, columns="1fr 1fr"))


@framed("/jobs/[job_id]", "Job", on_load=JobState.load)
def job() -> rx.Component:
    """One job with its state, its reason and what it brought."""
    return page(t("Job"), rx.cond(JobState.loading, skeleton_cards(2), _about()), crumbs=[(t("Jobs"), "/jobs")])
