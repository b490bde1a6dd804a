"""Trying a workflow out without effects."""

from typing import Any

import reflex as rx

from components.automation.builder import picture
from components.automation.head import workflow_tabs
from components.automation.run_list import TONES, words
from components.layout.page import page
from components.ui import (
    badge,
    button,
    card,
    field,
    form,
    form_buttons,
    row,
    select,
    skeleton_cards,
    stack,
    t,
    text_area,
    toned,
)
from pages.framed import framed
from state.automation.simulation import SimulationState

Step = rx.Var[dict[str, Any]]


def _form() -> rx.Component:
    state = SimulationState
    events = select("event", state.events, blank=t("The sample below"), value=state.event_id, on_change=state.choose)
    count = t(
        "In the last 30 days {matched} of {seen} such events would have started it.",
        matched=state.matched,
        seen=state.seen,
    )
    event = rx.cond(state.eventful, field(t("On a real event"), events, hint=count), rx.fragment())
    sample = field(
        t("Sample"), text_area("sample", default_value=state.sample, rows=8, class_name="input mono", key=state.sample)
    )
    given = rx.cond(state.event_id == "", sample, rx.fragment())
    answers = [("yes", t("say yes")), ("no", t("say no"))]
    answer = field(
        t("Those who are asked"),
        select(
            "approve",
            answers,
            value=rx.cond(state.approve, "yes", "no"),
            on_change=lambda value: state.answer(value == "yes"),
        ),
    )
    go = form_buttons(button(t("Try it"), icon="play", kind="primary", type="submit"))
    said = rx.el.p(t("Nothing is sent and nothing is kept; waiting takes no time."), class_name="meta")
    return card(t("Try it out"), form(event, given, answer, said, go, on_submit=state.attempt))


def _step(one: Step) -> rx.Component:
    when = one["when"].to(str)
    marks = [(tone, badge(when, tone)) for tone in ("green", "red", "blue")]
    tone = rx.match(one["tone"], *marks, badge(when, "grey"))
    would = rx.cond(one["would"], rx.el.p(one["would"].to(str), class_name="meta"), rx.fragment())
    wrong = rx.cond(one["error"], rx.el.p(one["error"].to(str), class_name="form-error"), rx.fragment())
    output = rx.el.details(rx.el.summary(t("Output")), rx.el.pre(one["output"].to(str), class_name="code"))
    brought = rx.cond(one["output"], output, rx.fragment())
    face = rx.cond(SimulationState.chosen == one["step_id"].to(str), "run-step chosen", "run-step")
    head = row(tone, rx.el.strong(one["name"].to(str)))
    return rx.el.li(head, would, wrong, brought, key=one["key"].to(str), class_name=face)


def _result() -> rx.Component:
    state = SimulationState
    ended = toned(state.ended, TONES, rx.Var.create(rx.match(state.ended, *words().items(), state.ended)).to(str))
    after = t("after {time}", time=state.took)
    reason = rx.cond(state.reason, rx.el.p(state.reason, class_name="meta"), rx.fragment())
    listed = rx.el.ol(rx.foreach(state.steps, _step))
    shown = card(t("What would happen"), row(ended, rx.el.span(after, class_name="meta")), reason, listed)
    return rx.cond(state.tried, shown, rx.fragment())


@framed("/workflows/[workflow_id]/simulate", "Try a workflow", on_load=SimulationState.load)
def simulation() -> rx.Component:
    """The path a run would take, and what each step would do."""
    drawn = picture(
        SimulationState.definition,
        label=t("Path of the trial"),
        on_pick=SimulationState.look,
        states=SimulationState.states,
        titles=SimulationState.titles,
        revision=SimulationState.revision,
    )
    left = rx.el.div(drawn, class_name="flow-page run-picture")
    right = rx.el.div(stack(_form(), _result()), class_name="run-side")
    content = rx.el.div(left, right, class_name="run with-tabs")
    return page(
        SimulationState.name,
        rx.cond(SimulationState.loading, skeleton_cards(2), content),
        crumbs=[(t("Workflows"), "/workflows")],
        tabs=workflow_tabs(SimulationState.workflow_id, "build"),
        to_edge=True,
    )
