"""The line above a workflow that says what came while it was paused."""

import reflex as rx

from components.layout.rights import may, when
from components.ui import button, icon, t, tn
from state.automation.missed import MissedState


def _after() -> rx.Component:
    count = tn(
        "{count} event that would have started it came while it was paused.",
        "{count} events that would have started it came while it was paused.",
        MissedState.matched,
    )
    many = t(
        "While it was paused more came than are counted at once; of the first {seen}, {count} would have started it.",
        seen=MissedState.seen,
        count=MissedState.matched,
    )
    return rx.el.span(rx.cond(MissedState.capped, many, count))


def _during() -> rx.Component:
    count = tn(
        "{count} event that would have started it has come during this pause.",
        "{count} events that would have started it have come during this pause.",
        MissedState.matched,
    )
    return rx.el.span(count, " ", t("You can take them up when it goes on."))


def missed_line() -> rx.Component:
    """How many events wait for a decision, and the two ways to decide; nothing where none do."""
    leave = button(t("Leave them"), on_click=MissedState.pass_over)
    take = button(t("Take them up"), icon="play", kind="primary", on_click=MissedState.take_up)
    decide = when(may("workflows:write"), rx.el.span(leave, take, class_name="missed-ways"))
    words = rx.cond(MissedState.is_active, rx.fragment(_after(), decide), _during())
    line = rx.el.div(icon("inbox"), words, class_name="missed", role="status")
    return when(MissedState.matched > 0, line)
