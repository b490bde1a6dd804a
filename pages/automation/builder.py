"""The builder of one workflow."""

import reflex as rx

from components.automation.builder import builder
from components.automation.head import more_menu, publish_button, state_badge, workflow_tabs
from components.automation.missed import missed_line
from components.automation.start import start_button, start_dialog
from components.layout.page import page
from components.layout.rights import may
from components.ui import (
    ago,
    button,
    dialog,
    field,
    form,
    form_buttons,
    line,
    lines,
    skeleton_cards,
    t,
    text_input,
)
from pages.framed import framed
from state.automation.builder import BuilderState
from state.automation.missed import MissedState


def _canvas() -> rx.Component:
    writes = may("workflows:write")
    drawn = builder(
        BuilderState.definition,
        editable=writes,
        on_change=BuilderState.change,
        label=t("Workflow"),
        kinds=BuilderState.kinds,
        triggers=BuilderState.triggers,
        settings=BuilderState.settings,
        paths=BuilderState.paths,
        titles=BuilderState.titles,
        names=BuilderState.names,
        found=BuilderState.found,
        on_find=BuilderState.find,
        problems=rx.cond(writes, BuilderState.problems, []),
        revision=BuilderState.revision,
    )
    return rx.el.div(missed_line(), rx.el.div(drawn, class_name="flow-page"), class_name="flow-whole")


def _match(one: rx.Var[dict[str, str]]) -> rx.Component:
    return line(one["label"], right=ago(one["at"]))


def _lately() -> rx.Component:
    count = t(
        "In the last 30 days {matched} of {seen} such events would have started it.",
        matched=BuilderState.matched,
        seen=BuilderState.seen,
    )
    told = rx.el.div(rx.el.strong(count), lines(rx.foreach(BuilderState.matches, _match)), class_name="stack-tight")
    return rx.cond(BuilderState.matched >= 0, told, rx.fragment())


def _publish() -> rx.Component:
    said = rx.el.p(t("New runs take the draft from now on; runs under way keep the version they began with."))
    note = field(t("What changed"), text_input("note", placeholder=t("optional"), max_length=1000))
    cancel = button(t("Cancel"), on_click=BuilderState.ask(False))
    buttons = form_buttons(cancel, button(t("Publish"), kind="primary", type="submit"))
    made = form(said, _lately(), note, buttons, on_submit=BuilderState.publish)
    return dialog(BuilderState.publishing, t("Publish this workflow?"), made, on_close=BuilderState.ask(False))


@framed("/workflows/[workflow_id]", "Workflow", on_load=[BuilderState.load, MissedState.load])
def workflow() -> rx.Component:
    """One workflow, drawn and changed."""
    trial = rx.Var.create("/workflows/").to(str) + BuilderState.workflow_id + "/simulate"
    simulate = button(t("Try it"), icon="flask-conical", href=trial)
    start = start_button(BuilderState.workflow_id, shown=BuilderState.is_active & (BuilderState.published > 0))
    return page(
        BuilderState.name,
        rx.cond(BuilderState.loading, skeleton_cards(3), _canvas()),
        _publish(),
        start_dialog(),
        primary=publish_button(),
        actions=[state_badge(), simulate, start, more_menu()],
        crumbs=[(t("Workflows"), "/workflows")],
        tabs=workflow_tabs(BuilderState.workflow_id, "build"),
        to_edge=True,
    )
