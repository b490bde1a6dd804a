"""The questions before many runs are repeated, or moved to another version."""

from typing import Any

import reflex as rx

from components.ui import (
    badge,
    button,
    checkbox,
    dialog,
    field,
    form,
    form_buttons,
    line,
    lines,
    select,
    t,
    text_area,
    tn,
)
from state.automation.runs import RunsState


def repeat_dialog() -> rx.Component:
    """How the chosen runs are run again: from where, on which version, with what."""
    count = RunsState.selected.length()
    said = tn(
        "{count} run is repeated as a new one, with the input that it had.",
        "{count} runs are repeated, each as a new one with the input that it had.",
        count,
    )
    ways = [("start", t("the beginning")), ("failed", t("the step at which each failed"))]
    begin = field(t("From"), select("begin", ways, default_value=rx.cond(RunsState.failures > 0, "failed", "start")))
    versions = [("new", t("the version that runs now")), ("old", t("the version each ran on"))]
    version = field(t("On"), select("version", versions, default_value="new"))
    hint = t("As JSON; these parts are replaced in the input of each. Empty: nothing is.")
    given = field(t("Change in the input"), text_area("input", rows=4, class_name="input mono"), hint=hint)
    reuse = checkbox(
        t("Mails and calls that would say the same are not made twice"), name="reuse", default_checked=True
    )
    go = button(t("Run {count} again", count=count), kind="primary", type="submit")
    buttons = form_buttons(button(t("Cancel"), on_click=RunsState.ask_again(False)), go)
    made = form(rx.el.p(said), begin, version, given, reuse, buttons, on_submit=RunsState.replay)
    return dialog(RunsState.repeating, t("Run again"), made, on_close=RunsState.ask_again(False))


def _move(one: rx.Var[dict[str, Any]]) -> rx.Component:
    count = tn("{count} run waits at “{step}”", "{count} runs wait at “{step}”", one["count"].to(int), step=one["at"])
    begun = tn("{count} run is about to begin", "{count} runs are about to begin", one["count"].to(int))
    who = rx.cond(one["at"], count, begun)
    versions = t("from {old} to {new}", old=one["old"], new=one["new"])
    state = rx.cond(one["possible"], badge(versions, "blue"), badge(t("stays"), "amber"))
    return line(who, one["text"].to(str), right=state)


def move_dialog() -> rx.Component:
    """What moving the waiting runs would change, before anything is moved."""
    nothing = rx.el.p(t("No run waits on an older version."))
    said = rx.el.p(t("This is a look ahead: nothing is moved yet. What the runs did stays done."), class_name="meta")
    some = rx.el.div(said, lines(rx.foreach(RunsState.moves, _move)), class_name="stack-tight")
    leave = button(t("Leave them"), on_click=RunsState.stay)
    go = button(
        tn("Move {count} run", "Move {count} runs", RunsState.movable),
        kind="primary",
        disabled=RunsState.movable == 0,
        on_click=RunsState.move,
    )
    close = form_buttons(button(t("Close"), kind="primary", on_click=RunsState.stay))
    listed = rx.cond(
        RunsState.moves.length() > 0, rx.fragment(some, form_buttons(leave, go)), rx.fragment(nothing, close)
    )
    return dialog(
        RunsState.moving, t("Move waiting runs to the version that runs now"), listed, on_close=RunsState.stay
    )
