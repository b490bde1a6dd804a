"""What waits for an answer of a person."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.layout.page import page
from components.ui import (
    Tone,
    ago,
    button,
    card,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    link,
    row,
    skeleton_cards,
    stack,
    t,
    text_area,
    toned,
)
from pages.framed import framed
from state.automation.approvals import ApprovalsState

One = rx.Var[dict[str, Any]]
TONES: Mapping[str, Tone] = {
    "waiting": "blue",
    "approved": "green",
    "rejected": "red",
    "expired": "grey",
    "withdrawn": "grey",
}


def _words(one: One) -> rx.Component:
    until = rx.cond(one["until"], rx.fragment(" · ", t("until"), " ", ago(one["until"].to(str))), rx.fragment())
    source = rx.el.p(
        link(one["workflow"].to(str), one["run"].to(str)), " · ", ago(one["at"].to(str)), until, class_name="meta"
    )
    return rx.fragment(rx.el.h2(one["title"].to(str)), rx.el.p(one["message"].to(str), class_name="question"), source)


def _mine(one: One) -> rx.Component:
    yes = button(t("Approve"), icon="check", kind="primary", on_click=ApprovalsState.ask(one["id"].to(str), True))
    no = button(t("Refuse"), icon="x", on_click=ApprovalsState.ask(one["id"].to(str), False))
    return card(None, _words(one), row(yes, no), key=one["id"].to(str), class_name="stack-tight")


def _other(one: One) -> rx.Component:
    said = rx.el.p(t("Asked: {to}", to=one["to"]), class_name="meta")
    return card(None, _words(one), said, key=one["id"].to(str), class_name="stack-tight")


def _answered(one: One) -> rx.Component:
    state = toned(one["state"].to(str), TONES, t(one["state"].to(str)))
    by = rx.cond(one["by"], rx.el.span(one["by"].to(str), class_name="meta"), rx.fragment())
    note = rx.cond(one["note"], rx.el.p(one["note"].to(str)), rx.fragment())
    return card(None, _words(one), row(state, by), note, key=one["id"].to(str), class_name="stack-tight")


def _group(title: Any, rows: Any, draw: Any) -> rx.Component:
    shown = rx.el.section(rx.el.h2(title, class_name="group-title"), stack(rx.foreach(rows, draw)))
    return rx.cond(rows.length() > 0, shown, rx.fragment())


def _answer() -> rx.Component:
    approve = ApprovalsState.approving
    note = field(t("Note"), text_area("note", placeholder=t("optional"), max_length=5000))
    go = button(rx.cond(approve, t("Approve"), t("Refuse")), kind="primary", type="submit")
    buttons = form_buttons(button(t("Cancel"), on_click=ApprovalsState.ask("", False)), go)
    title = rx.cond(approve, t("Approve it?"), t("Refuse it?"))
    made = form(note, buttons, on_submit=ApprovalsState.answer)
    return dialog(ApprovalsState.asking != "", title, made, on_close=ApprovalsState.ask("", False))


def _one() -> rx.Component:
    one = ApprovalsState.one
    return rx.cond(one["open"], _mine(one), rx.cond(one["state"] == "waiting", _other(one), _answered(one)))


@framed("/approvals/[approval_id]", "Approval", on_load=ApprovalsState.load)
def approval() -> rx.Component:
    """The one question that a notification tells of."""
    state = ApprovalsState
    every = button(t("All approvals"), href="/approvals")
    nothing = empty(t("There is no such question (any more)."), every)
    shown = rx.cond(state.loading, skeleton_cards(1), rx.cond(state.one.length() > 0, _one(), nothing))
    crumbs = [(t("Approvals"), "/approvals")]
    return page(t("Approval"), rx.el.div(shown, class_name="asked"), _answer(), crumbs=crumbs)


@framed("/approvals", "Approvals", on_load=ApprovalsState.load)
def approvals() -> rx.Component:
    """Questions of workflows, those to me first."""
    state = ApprovalsState
    groups = stack(
        _group(t("For you"), state.mine, _mine),
        _group(t("For others"), state.others, _other),
        _group(t("Answered"), state.answered, _answered),
    )
    bare = (state.mine.length() == 0) & (state.others.length() == 0) & (state.answered.length() == 0)
    nothing = empty(t("Workflows that ask a person before they go on ask here."))
    shown = rx.cond(state.loading, skeleton_cards(2), rx.cond(bare, nothing, groups))
    return page(t("Approvals"), rx.el.div(shown, class_name="asked"), _answer())
