"""What stands above every page of one workflow."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.ui import Tab, badge, button, icon, menu, menu_item, row, t, tabs
from state.automation.builder import BuilderState


def workflow_tabs(workflow_id: rx.Var[str], current: str) -> rx.Component:
    """The pages of one workflow as tabs."""
    base = rx.Var.create("/workflows/").to(str) + workflow_id
    known = [
        Tab("build", t("Build"), href=base),
        Tab("runs", t("Runs"), href=base + "/runs"),
        Tab("versions", t("Versions"), href=base + "/versions"),
        Tab("health", t("Health"), href=base + "/health"),
    ]
    return tabs(known, current)


def state_badge() -> rx.Component:
    """Whether the workflow runs, rests, or was never published; and whether the draft is ahead of it."""
    running = rx.cond(
        BuilderState.is_active,
        badge(t("Version {number} runs", number=BuilderState.published), "green"),
        badge(t("Paused"), "amber"),
    )
    state = rx.cond(BuilderState.published > 0, running, badge(t("Draft"), "grey"))
    ahead = rx.cond(
        BuilderState.changed & (BuilderState.published > 0), badge(t("Draft differs"), "blue"), rx.fragment()
    )
    return rx.el.span(row(state, ahead), class_name="wide-only")


def more_menu() -> rx.Component:
    """What else can be done with the workflow."""
    switch = rx.cond(BuilderState.is_active, t("Pause"), t("Resume"))
    return when(
        may("workflows:write"),
        menu(
            icon("ellipsis"),
            menu_item(switch, on_click=BuilderState.switch(~BuilderState.is_active)),
            menu_item(t("Duplicate"), on_click=BuilderState.duplicate),
            menu_item(t("Delete"), icon="trash-2", on_click=BuilderState.delete),
            trigger_label=t("More"),
            class_name="btn btn-icon",
        ),
    )


def publish_button() -> Any:
    """Publishing; not offered while errors stand in the way."""
    ready = (BuilderState.faults == 0) & (BuilderState.changed | (BuilderState.published == 0))
    press = button(t("Publish"), icon="rocket", kind="primary", disabled=~ready, on_click=BuilderState.ask(True))
    return when(may("workflows:write"), press)
