"""Runs of one workflow, and of all."""

import reflex as rx

from components.automation.head import workflow_tabs
from components.automation.run_list import run_table
from components.automation.run_questions import move_dialog, repeat_dialog
from components.automation.start import start_button, start_dialog
from components.layout.page import page
from components.layout.rights import may, when
from components.ui import Tab, button, t, tabs
from pages.framed import framed
from state.automation.runs import RunsState


def _views() -> rx.Component:
    known = [
        Tab("all", t("All")),
        Tab("running", t("Under way")),
        Tab("approval", t("Wait for an answer")),
        Tab("unknown", t("Outcome unknown")),
        Tab("failed", t("Failed")),
        Tab("completed", t("Done")),
    ]
    return tabs(known, RunsState.view, RunsState.show)


@framed("/runs", "Runs", on_load=RunsState.load)
def runs() -> rx.Component:
    """The runs of all workflows."""
    crumbs = [(t("Workflows"), "/workflows")]
    return page(t("Runs"), run_table(every=True), repeat_dialog(), tabs=_views(), crumbs=crumbs, to_edge=True)


@framed("/workflows/[workflow_id]/runs", "Runs", on_load=RunsState.load)
def runs_of_one() -> rx.Component:
    """The runs of one workflow."""
    move = when(may("workflows:write"), button(t("Move waiting runs"), icon="forward", on_click=RunsState.look_at_move))
    return page(
        RunsState.name,
        run_table(every=False),
        move_dialog(),
        repeat_dialog(),
        start_dialog(),
        actions=[start_button(RunsState.workflow_id), move],
        crumbs=[(t("Workflows"), "/workflows")],
        tabs=workflow_tabs(RunsState.workflow_id, "runs"),
        beside_tabs=_views(),
        to_edge=True,
    )
