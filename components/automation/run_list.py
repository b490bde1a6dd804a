"""Runs as lines."""

from collections.abc import Mapping

import reflex as rx

from components.ui import (
    Column,
    Paging,
    Selection,
    Tone,
    button,
    data_table,
    empty,
    t,
)
from state.automation.run_words import TONES as WORDED
from state.automation.runs import RunsState

TONES: Mapping[str, Tone] = {state: tone for state, tone in WORDED.items()}  # type: ignore[misc]  # all are tones


def words() -> dict[str, rx.Var[str]]:
    """The states of a run as people read them."""
    return {
        "ready": t("Starts now"),
        "queued": t("Waits its turn"),
        "debouncing": t("Waits for quiet"),
        "collecting": t("Gathers"),
        "asleep": t("Sleeps"),
        "listening": t("Waits for an event"),
        "sending": t("Sends"),
        "approval": t("Waits for an answer"),
        "child": t("Waits for a workflow"),
        "retrying": t("Tries again"),
        "unknown": t("Outcome unknown"),
        "paused": t("Paused"),
        "completed": t("Done"),
        "failed": t("Failed"),
        "stopped": t("Stopped"),
        "left": t("Left"),
        "cancelled": t("Cancelled"),
    }


def _columns(every: bool) -> list[Column]:
    workflow = [Column("workflow", t("Workflow"), "link", href="workflow_href")] if every else []
    figures = [
        Column("steps", t("Steps"), "number", small="hide"),
        Column("version", t("Version"), "number", small="hide"),
    ]
    return [
        Column("about", t("About"), "strong"),
        Column("state", t("State"), "badge", tones=TONES, words=words(), small="side"),
        *workflow,
        Column("reason", t("Reason"), quiet=True),
        *([] if every else figures),
        Column("next", t("Next look"), "ago", quiet=True, small="hide"),
        Column("took", t("Took"), quiet=True, small="hide"),
        Column("at", t("Began"), "ago", quiet=True, small="hide"),
    ]


def run_table(*, every: bool) -> rx.Component:
    """The runs of the view; with the name of their workflow where they are of many."""
    selection = Selection(
        RunsState.selected,
        RunsState.toggle,
        RunsState.toggle_page,
        RunsState.clear_selection,
        [button(t("Run again"), on_click=RunsState.ask_again(True)), button(t("Cancel"), on_click=RunsState.cancel)],
    )
    paging = Paging(RunsState.has_next, RunsState.has_previous, RunsState.next_page, RunsState.previous_page)
    begin = button(t("See ready workflows"), kind="primary", href="/workflows/gallery")
    return data_table(
        _columns(every),
        RunsState.rows,
        label=t("Runs"),
        href="/runs/",
        loading=RunsState.loading,
        empty=empty(t("No run stands here; each event that starts a workflow makes one."), begin),
        selection=selection,
        paging=paging,
    )
