"""The form of a new deal, and the question why one was lost."""

from typing import Any

import reflex as rx

from components.ui import button, date_input, dialog, field, form, form_buttons, money_input, select, t, text_input
from state.session import SessionState


def create_dialog(state: Any) -> rx.Component:
    """Name first, then the few things worth knowing at once; Enter saves."""
    errors = state.errors
    name = text_input("name", required=True, auto_focus=True, max_length=200)
    cancel = button(t("Cancel"), on_click=state.close_form)
    body = form(
        field(t("Name"), name, error=errors["name"], required=True),
        field(t("Amount"), money_input("amount", SessionState.currency), error=errors["amount"]),
        field(t("Stage"), select("stage_id", state.stages), error=errors["stage_id"]),
        field(t("Owner"), select("owner_id", state.people, blank=t("Me"))),
        field(t("Expected to close"), date_input("expected_on"), error=errors["expected_on"]),
        field(t("Next step"), text_input("next_step", max_length=200)),
        form_buttons(cancel, button(t("Create deal"), kind="primary", type="submit")),
        on_submit=state.create,
    )
    return dialog(state.creating, t("New deal"), body, on_close=state.close_form)


def lost_form(on_submit: Any, on_keep: Any) -> rx.Component:
    """Asks why a deal was lost."""
    reason = text_input("reason", auto_focus=True, max_length=200, list="lost-reasons")
    known = [t("Price"), t("Chose a competitor"), t("No budget"), t("No answer")]
    options = rx.el.datalist(*[rx.el.option(value=text) for text in known], id="lost-reasons")
    keep = button(t("Keep the deal"), on_click=on_keep)
    return form(
        field(t("Why was it lost?"), reason, hint=t("It helps you see later what costs you deals.")),
        options,
        form_buttons(keep, button(t("Mark as lost"), kind="primary", type="submit")),
        on_submit=on_submit,
    )


def lose_dialog(state: Any) -> rx.Component:
    """Asks on the board why a deal was lost; the card goes back where the question is closed."""
    body = lost_form(state.lose, state.keep)
    return dialog(state.losing != "", t("Lost deal"), body, on_close=state.keep)
