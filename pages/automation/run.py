"""One run."""

from typing import Any

import reflex as rx

from components.automation.builder import picture
from components.automation.run_list import TONES, words
from components.automation.run_steps import decide_dialog, replay_dialog, step_cards
from components.layout.page import page
from components.layout.rights import may, when
from components.ui import ago, button, card, link, properties, row, skeleton_cards, stack, t, toned
from pages.framed import framed
from state.automation.run import RunState


def _state() -> rx.Component:
    state = RunState.run["state"].to(str)
    return toned(state, TONES, rx.Var.create(rx.match(state, *words().items(), state)).to(str))


def _reason() -> rx.Component:
    reason = RunState.run["reason"].to(str)
    return rx.cond(RunState.run["wrong"], rx.el.span(reason, class_name="run-reason"), rx.el.span(reason))


def _facts() -> rx.Component:
    run = RunState.run
    about = run["about"].to(str)
    subject = rx.cond(run["subject_href"], link(about, run["subject_href"].to(str)), about)
    pairs = [
        (t("State"), _state()),
        (t("Reason"), rx.cond(run["reason"], _reason(), t("none"))),
        (t("About"), subject),
        (t("Workflow"), link(run["workflow"].to(str), run["workflow_href"].to(str))),
        (t("Version"), run["version"].to(int)),
        (t("Began"), ago(run["at"].to(str))),
        (t("Ended"), rx.cond(run["ended"], ago(run["ended"].to(str)), t("not yet"))),
        (t("Next look"), rx.cond(run["next"], ago(run["next"].to(str)), t("none"))),
    ]
    return card(t("Facts"), properties(pairs))


def _below() -> rx.Component:
    def one(run: rx.Var[dict[str, Any]]) -> rx.Component:
        to = rx.Var.create("/runs/").to(str) + run["id"].to(str)
        return rx.el.li(link(run["workflow"].to(str), to), " ", rx.el.span(run["origin"].to(str), class_name="meta"))

    listed = card(t("Runs that came of it"), rx.el.ul(rx.foreach(RunState.below, one)))
    return rx.cond(RunState.below.length() > 0, listed, rx.fragment())


def _input() -> rx.Component:
    return card(t("What it began with"), rx.el.pre(RunState.context, class_name="code"))


def _content() -> rx.Component:
    drawn = picture(
        RunState.definition,
        label=t("Path of the run"),
        on_pick=RunState.pick,
        states=RunState.states,
        titles=RunState.titles,
        revision=RunState.revision,
    )
    left = rx.el.div(drawn, class_name="flow-page run-picture")
    right = rx.el.div(stack(_facts(), step_cards(), _input(), _below()), class_name="run-side")
    return rx.el.div(left, right, class_name="run")


@framed("/runs/[run_id]", "Run", on_load=RunState.load)
def run() -> rx.Component:
    """The path of one run, what each step brought, and what can be done about it."""
    writes = may("workflows:write")
    cancel = rx.cond(RunState.run["open"], button(t("Cancel"), icon="x", on_click=RunState.cancel), rx.fragment())
    sleeps_at = RunState.run["sleeps_at"].to(str)
    hurry = when(sleeps_at != "", button(t("Go on now"), icon="skip-forward", on_click=RunState.go_on(sleeps_at)))
    again = button(t("Run again"), icon="rotate-ccw", kind="primary", on_click=RunState.ask("start"))
    return page(
        RunState.run["workflow"].to(str),
        rx.cond(RunState.loading, skeleton_cards(3), _content()),
        replay_dialog(),
        decide_dialog(),
        primary=when(writes, again),
        actions=[row(when(writes, rx.fragment(hurry, cancel)))],
        crumbs=[(t("Workflows"), "/workflows"), (t("Runs"), "/runs")],
        to_edge=True,
    )
