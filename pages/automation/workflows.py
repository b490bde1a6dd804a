"""The list of workflows."""

from collections.abc import Mapping

import reflex as rx

from components.layout.page import page
from components.layout.rights import may, when
from components.ui import Column, Paging, Tone, button, data_table, empty, t
from pages.framed import framed
from state.automation.workflows import WorkflowsState

STATES: Mapping[str, Tone] = {"active": "green", "paused": "amber", "draft": "grey"}


def _columns() -> list[Column]:
    words = {"active": t("Runs"), "paused": t("Paused"), "draft": t("Draft")}
    return [
        Column("name", t("Name"), "strong"),
        Column("description", t("What it does"), quiet=True, small="hide"),
        Column("state", t("State"), "badge", tones=STATES, words=words, small="side"),
        Column("starts", t("Starts with")),
        Column("dots", t("Last runs"), "dots", small="hide"),
        Column("rate", t("Success"), small="hide"),
        Column("runs", t("Runs"), "number", small="hide"),
        Column("running", t("Under way"), "number", small="hide"),
        Column("failed", t("Failed"), "number", small="hide"),
        Column("last", t("Last run"), "ago", quiet=True, small="hide"),
    ]


@framed("/workflows", "Workflows", on_load=WorkflowsState.load)
def workflows() -> rx.Component:
    """What the house does by itself, and how it went."""
    writes = may("workflows:write")
    add = when(writes, button(t("Workflow"), icon="plus", kind="primary", on_click=WorkflowsState.create))
    ready = button(t("Ready templates"), icon="layout-grid", href="/workflows/gallery")
    begin = when(writes, button(t("Choose a ready template"), kind="primary", href="/workflows/gallery"))
    nothing = empty(t("Workflows do what you would otherwise do again and again by hand."), begin)
    paging = Paging(
        WorkflowsState.has_next, WorkflowsState.has_previous, WorkflowsState.next_page, WorkflowsState.previous_page
    )
    table = data_table(
        _columns(),
        WorkflowsState.rows,
        label=t("Workflows"),
        href="/workflows/",
        loading=WorkflowsState.loading,
        empty=nothing,
        paging=paging,
    )
    return page(t("Workflows"), table, primary=add, actions=[ready], to_edge=True)
