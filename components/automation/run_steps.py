"""The steps of a run: what each asked for and brought, and the questions about them."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.ui import (
    ago,
    badge,
    button,
    card,
    dialog,
    field,
    form,
    form_buttons,
    link,
    row,
    select,
    t,
    text_area,
)
from state.automation.run import RunState

Step = rx.Var[dict[str, Any]]
TONES = ("green", "red", "blue", "grey")


def _state(one: Step) -> rx.Component:
    label = t(one["label"].to(str))
    return rx.match(one["tone"], *[(tone, badge(label, tone)) for tone in TONES], badge(label, "grey"))


def _value(label: Any, one: Step, name: str) -> rx.Component:
    text = one[name].to(str)
    shown = rx.el.details(rx.el.summary(label), rx.el.pre(text, class_name="code"), open=True)
    return rx.cond(text, shown, rx.fragment())


def _acts(one: Step) -> rx.Component:
    again = button(t("Run again from here"), icon="rotate-ccw", on_click=RunState.ask(one["key"].to(str)))
    hurry = button(t("Go on now"), icon="skip-forward", on_click=RunState.go_on(one["key"].to(str)))
    sleeping = (one["type"] == "wait") & (one["status"] == "waiting")
    settle = button(t("Decide"), kind="primary", on_click=RunState.question(one["key"].to(str)))
    unknown = (RunState.run["state"] == "unknown") & (one["status"] == "waiting")
    history = link(t("What it changed"), rx.Var.create("/history/").to(str) + one["operation_id"].to(str))
    changed = rx.cond(one["operation_id"], history, rx.fragment())
    job = link(t("Its job"), rx.Var.create("/jobs/").to(str) + one["job_id"].to(str))
    done = when(may("jobs:read"), rx.cond(one["job_id"], job, rx.fragment()))
    sent = rx.cond(unknown, link(t("What was sent"), "/jobs/sendings?state=unknown"), rx.fragment())
    acts = rx.fragment(when(sleeping, hurry), when(unknown, settle), again)
    return row(when(may("workflows:write"), acts), changed, done, sent)


def _step(one: Step) -> rx.Component:
    label = rx.cond(one["round"], t("round {round}", round=one["round"]), "")
    times = rx.cond(one["attempts"].to(int) > 1, t("{count} attempts", count=one["attempts"]), "")
    until = rx.cond(one["until"], rx.fragment(t("until"), " ", ago(one["until"].to(str))), rx.fragment())
    head = row(_state(one), rx.el.strong(one["name"].to(str)), rx.el.span(label, class_name="meta"))
    share = t("its share of {count} done at once", count=one["together"])
    took = rx.fragment(one["took"].to(str), rx.cond(one["together"].to(int) > 1, rx.fragment(", ", share), ""))
    told = rx.el.p(took, " ", times, " ", until, class_name="meta")
    wrong = rx.cond(one["error"], rx.el.p(one["error"].to(str), class_name="form-error"), rx.fragment())
    values = (_value(t("Input"), one, "input"), _value(t("Output"), one, "output"))
    return rx.el.li(head, told, wrong, *values, _acts(one), key=one["key"].to(str), class_name="run-step")


def _short(one: Step) -> rx.Component:
    press = rx.el.button(
        _state(one),
        rx.el.span(one["name"].to(str)),
        rx.el.span(one["took"].to(str), class_name="meta"),
        type="button",
        class_name="run-line",
        on_click=RunState.pick(one["step_id"].to(str)),
    )
    return rx.el.li(press, key=one["key"].to(str))


def step_cards() -> rx.Component:
    """The chosen step in full, or all steps in the order in which they were taken."""
    back = button(t("All steps"), kind="quiet", on_click=RunState.pick(""))
    one = card(t("Step"), rx.el.ul(rx.foreach(RunState.picked, _step)), action=back)
    listed = card(t("Steps"), rx.el.ol(rx.foreach(RunState.steps, _short)))
    never = card(t("Step"), rx.el.p(t("The run did not come here."), class_name="meta"), action=back)
    return rx.cond(RunState.chosen == "", listed, rx.cond(RunState.picked.length() > 0, one, never))


def replay_dialog() -> rx.Component:
    """Running it again: from where, on which version, with what."""
    said = rx.el.p(t("It begins as a new run. What came before is taken over; mails and calls are not made twice."))
    versions = [("old", t("the version it ran on")), ("new", t("the version that runs now"))]
    version = field(t("On"), select("version", versions, default_value="old"))
    given = text_area("input", default_value=RunState.context, rows=10, class_name="input mono")
    buttons = form_buttons(
        button(t("Cancel"), on_click=RunState.ask("")), button(t("Run again"), kind="primary", type="submit")
    )
    made = form(said, version, field(t("Input"), given), buttons, on_submit=RunState.replay)
    return dialog(RunState.replaying != "", t("Run again"), made, on_close=RunState.ask(""))


def decide_dialog() -> rx.Component:
    """What became of a sending that nobody can know of."""
    said = rx.el.p(t("The call was under way when the worker died, and nobody answered. Only you can find out."))
    buttons = form_buttons(
        button(t("Give up"), on_click=RunState.decide("give_up")),
        button(t("Do it again"), on_click=RunState.decide("again")),
        button(t("It happened"), kind="primary", on_click=RunState.decide("happened")),
    )
    return dialog(RunState.deciding != "", t("What became of it?"), said, buttons, on_close=RunState.question(""))
