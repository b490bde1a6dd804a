"""Settings: providers of AI, their prices, and budgets."""

from typing import Any

import reflex as rx

from components.ai.dialogs import budget_dialog, prices_sheet, provider_dialog
from components.ai.words import dollars, provider_badge
from components.layout.rights import when
from components.settings.frame import section, settings_page
from components.ui import badge, button, empty, line, lines, link, progress, row, t
from pages.framed import framed
from state.ai.settings import AiState as State

Row = rx.Var[dict[str, Any]]


def _trial(one: Row) -> rx.Component:
    trial = one["trial"].to(dict[str, Any])
    job = link(t("Open the job"), trial["job"].to(str))
    said = t("Test: it answered “{words}” ({model}).", words=trial["line"].to(str), model=trial["model"].to(str))
    failed = rx.el.span(t("Test failed: {reason}", reason=trial["error"].to(str)), class_name="tone-red")
    waits = rx.el.span(t("Test: asked, no answer yet."))
    told = rx.match(trial["state"], ("made", rx.el.span(said, class_name="tone-green")), ("failed", failed), waits)
    return rx.cond(trial["id"], rx.el.div(told, " ", job, role="status"), rx.fragment())


def _provider(one: Row) -> rx.Component:
    name, state = one["name"].to(str), one["state"].to(str)
    key = rx.cond(one["key"] == "own", t("own key"), t("key of this installation"))
    tasks = t("for {tasks}", tasks=one["tasks"].to(str))
    whose = rx.cond(one["key"] == "none", rx.fragment(), rx.fragment(" · ", key))
    words = rx.fragment(rx.el.code(one["model"].to(str)), whose, " · ", tasks, _trial(one))
    test = button(t("Test"), icon="send", on_click=State.test(name))
    set_up = button(t("Set up"), on_click=State.open_dialog("provider", name))
    prices = button(t("Prices"), kind="quiet", on_click=State.open_dialog("prices", name))
    acts = row(prices, when(State.may_write & (state == "ready"), test), when(State.may_write, set_up))
    title = row(one["title"].to(str), provider_badge(state))
    return line(title, words, icon="sparkles", right=acts)


def _budget(one: Row) -> rx.Component:
    label = t("{spent} of {limit} this month", spent=dollars(one["spent"]), limit=dollars(one["limit"]))
    bar = progress(one["spent"].to(int), one["limit"].to(int), label)
    full = rx.cond(one["full"], badge(t("Used up: nothing more is asked"), "red"), rx.fragment())
    change = button(t("Change"), on_click=State.open_budget(one["service"].to(str), one["limit_text"].to(str)))
    return line(row(one["title"].to(str), full), bar, icon="banknote", right=when(State.may_spend, change))


@framed("/settings/ai", "AI", on_load=State.load)
def ai_settings() -> rx.Component:
    """Which providers may be asked, and what they may cost."""
    add = button(t("Budget"), icon="plus", on_click=State.open_budget("", ""))
    start = button(t("Set a budget"), kind="primary", on_click=State.open_budget("", ""))
    nothing = empty(t("A budget keeps the costs of a month within bounds."), when(State.may_spend, start))
    bounded = rx.cond(State.limits.length() > 0, lines(rx.foreach(State.limits, _budget)), nothing)
    return settings_page(
        "ai",
        section(
            t("Providers"),
            lines(rx.foreach(State.rows, _provider)),
            hint=t("Who writes texts and answers questions. A key is kept sealed, and never shown again."),
        ),
        section(
            t("Budgets"),
            bounded,
            hint=t("Once a budget is used up nothing is asked until the next month begins."),
            action=when(State.may_spend, add),
        ),
        provider_dialog(),
        prices_sheet(),
        budget_dialog(),
        loading=State.loading,
    )
