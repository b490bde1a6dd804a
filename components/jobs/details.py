"""One job: its head, why it waits, its facts, what it said, and what it left behind."""

from typing import Any

import reflex as rx

from components.jobs.table import how_far
from components.jobs.words import TONES, state_word, why_line
from components.layout.rights import may, when
from components.ui import (
    ago,
    button,
    card,
    copy_button,
    line,
    lines,
    link,
    menu,
    menu_item,
    number,
    properties,
    record_head,
    row,
    t,
    toned,
)
from state.jobs.one import JobState as State

One = rx.Var[dict[str, Any]]
URGENT, LATER = 100, -100


def head() -> rx.Component:
    """Which job this is, and what can be done about it."""
    job = State.job
    again = button(t("Try again"), icon="rotate-ccw", kind="primary", on_click=State.retry)
    stop = button(t("Stop"), icon="square", on_click=State.stop)
    order = menu(
        t("Priority"),
        menu_item(t("Before all others"), icon="chevrons-up", on_click=State.prioritise(URGENT)),
        menu_item(t("In its turn"), icon="equal", on_click=State.prioritise(0)),
        menu_item(t("When nothing else waits"), icon="chevrons-down", on_click=State.prioritise(LATER)),
    )
    waits = row(order, button(t("Cancel"), icon="x", on_click=State.stop))
    act = rx.match(
        job["status"], ("failed", again), ("processing", stop), ("pending", waits), ("retrying", waits), rx.fragment()
    )
    return record_head(
        job["title"].to(str), rx.el.span(job["id"].to(str), class_name="mono"), when(may("jobs:write"), act)
    )


def mend() -> rx.Component:
    """The way to the page of settings that mends it, where one does."""
    setting = State.job["setting"].to(str)
    words = {
        "ai": t("Open the AI settings"),
        "connectors": t("Open the connectors"),
        "figures": t("Open the sources of figures"),
        "mail-templates": t("Open the mail templates"),
    }
    label = rx.Var.create(rx.match(setting, *words.items(), t("Open the settings"))).to(str)
    way = button(label, icon="settings", kind="primary", href=rx.Var.create("/settings/").to(str) + setting)
    return when(setting != "", rx.el.div(way))


def standing() -> rx.Component:
    """Why it failed, how far it is, or all that keeps it from running."""

    def reason(one: One) -> rx.Component:
        return rx.el.li(why_line(one))

    job, reason_said = State.job, State.job["reason"].to(str)
    heading = rx.cond(job["status"] == "failed", t("Why it failed"), t("Why the last attempt failed"))
    failed = card(
        heading, rx.el.div(rx.el.p(reason_said, class_name="job-said"), mend(), class_name="stack job-failed")
    )
    why = card(t("Why is it not running?"), rx.el.ul(rx.foreach(State.reasons, reason), class_name="job-reasons"))
    bar = rx.cond(State.job["status"] == "processing", how_far(State.job), rx.fragment())
    return rx.fragment(when(reason_said != "", failed), bar, when(State.reasons.length() > 0, why))


def facts() -> rx.Component:
    """The job in names and values."""
    job = State.job
    priority = rx.match(job["priority"], (0, t("in its turn")), number(job["priority"]))
    pairs = [
        (t("State"), toned(job["status"].to(str), TONES, state_word(job["status"].to(str)))),
        (t("Kind"), rx.el.code(job["kind"].to(str))),
        (t("For"), rx.cond(job["about"], job["about"].to(str), t("nobody in particular"))),
        (t("Asked for by"), rx.cond(job["asked_by"], job["asked_by"].to(str), t("nobody"))),
        (t("Attempts"), t("{count} of {most}", count=job["attempt"], most=job["most"])),
        (t("Priority"), priority),
        (t("Asked for"), ago(job["created"].to(str))),
        (t("Due"), ago(job["next"].to(str))),
        (t("Started"), rx.cond(job["started"], ago(job["started"].to(str)), t("not yet"))),
        (t("Ended"), rx.cond(job["completed"], ago(job["completed"].to(str)), t("not yet"))),
        (t("Workers lost"), number(job["lapses"])),
    ]
    return card(t("Facts"), properties(pairs))


def _link(one: rx.Var[dict[str, str]]) -> rx.Component:
    page = link(t("Open"), one["href"])
    file = link(t("Download"), one["href"], reload_document=True)
    return line(
        one["title"],
        rx.el.span(one["id"], class_name="mono"),
        right=rx.cond(one["href"], rx.cond(one["file"], file, page), rx.fragment()),
    )


def left_behind() -> rx.Component:
    """What it touched, with the way there."""
    job = State.job
    imported = link(t("Open the import"), rx.Var.create("/imports/").to(str) + job["import_id"].to(str))
    history = link(t("What it changed"), rx.Var.create("/history/").to(str) + job["operation_id"].to(str))
    run = link(t("Open the run"), rx.Var.create("/runs/").to(str) + job["run_id"].to(str))
    ways = row(
        when(job["run_id"] != "", run), when(job["import_id"] != "", imported), when(job["operation_id"] != "", history)
    )
    touched = when(State.touched.length() > 0, lines(rx.foreach(State.touched, _link)))
    none = (
        (State.touched.length() == 0) & (job["import_id"] == "") & (job["operation_id"] == "") & (job["run_id"] == "")
    )
    return card(t("Touched"), ways, touched, when(none, rx.el.p(t("Nothing yet."), class_name="hint")))


def _said(one: One) -> rx.Component:
    tone = rx.match(one["level"], ("error", "tone-red"), ("warning", "tone-amber"), "")
    return rx.el.tr(
        rx.el.td(ago(one["at"].to(str)), class_name="quiet"),
        rx.el.td(one["attempt"].to(str), class_name="cell-number quiet"),
        rx.el.td(one["line"].to(str), class_name=tone),
    )


def log() -> rx.Component:
    """The lines it said, oldest first."""
    heads = rx.el.tr(*[rx.el.th(one, scope="col") for one in (t("When"), t("Attempt"), t("Line"))])
    table = rx.el.table(rx.el.thead(heads), rx.el.tbody(rx.foreach(State.lines, _said)), class_name="job-log")
    none = rx.el.p(t("It has said nothing."), class_name="hint")
    told = rx.cond(State.lines.length() > 0, rx.el.div(table, class_name="job-scroll"), none)
    return card(t("Log"), told, hint=t("{count} lines", count=State.lines.length()))


def written() -> rx.Component:
    """Result, payload and the trace of the last error, where there are any."""
    result = when(State.result.length() > 0, card(t("Result"), properties(State.result)))
    payload = card(t("Payload"), rx.el.pre(State.payload), action=copy_button(State.payload))
    trace = card(t("Traceback"), rx.el.pre(State.traceback), action=copy_button(State.traceback))
    return rx.fragment(result, when(State.payload != "", payload), when(State.traceback != "", trace))
