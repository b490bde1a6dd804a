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
    return rx.el.span(rx.cond(_many(), _share(), count))


def _many() -> rx.Var[bool]:
    return MissedState.waiting > MissedState.seen


def _share() -> rx.Var[str]:
    return t(
        "{waiting} events came while it was paused; of the first {seen}, {count} would have started it.",
        waiting=MissedState.waiting,
        seen=MissedState.seen,
        count=MissedState.matched,
    )


def _during() -> rx.Component:
    count = tn(
        "{count} event that would have started it has come during this pause.",
        "{count} events that would have started it have come during this pause.",
        MissedState.matched,
    )
    return rx.el.span(rx.cond(_many(), _share(), count), " ", t("You can take them up when it goes on."))


def _under_way() -> rx.Component:
    left = tn("Being taken up: {count} event is left.", "Being taken up: {count} events are left.", MissedState.waiting)
    job = rx.Var.create("/jobs/").to(str) + MissedState.job_id
    see = button(t("See the job"), icon="layers", href=job)
    return rx.fragment(rx.el.span(left), rx.el.span(see, class_name="missed-ways"))


def missed_line() -> rx.Component:
    """How many events wait for a decision, and the two ways to decide; nothing where none do."""
    leave = button(t("Leave them"), on_click=MissedState.pass_over)
    take = button(t("Take them up"), icon="play", kind="primary", on_click=MissedState.take_up)
    decide = when(may("workflows:write"), rx.el.span(leave, take, class_name="missed-ways"))
    words = rx.cond(MissedState.is_active, rx.fragment(_after(), decide), _during())
    shown = rx.cond(MissedState.job_id, _under_way(), words)
    line = rx.el.div(icon("inbox"), shown, class_name="missed", role="status")
    return when((MissedState.matched > 0) | _many() | (MissedState.job_id != ""), line)
