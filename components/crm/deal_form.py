"""The form of a new deal, and the question why one was lost."""

import reflex as rx

from components.ui import button, dialog, field, form, form_buttons, money_input, select, t, text_input
from state.crm.board import BoardState
from state.session import SessionState


def create_dialog() -> rx.Component:
    """Name first, then the few things worth knowing at once; Enter saves."""
    name = text_input("name", required=True, auto_focus=True, max_length=200)
    amount = money_input("amount", SessionState.currency)
    cancel = button(t("Cancel"), type="button", on_click=BoardState.close_form)
    body = form(
        field(t("Name"), name, error=BoardState.errors["name"], required=True),
        field(t("Amount"), amount, error=BoardState.errors["amount"]),
        field(t("Stage"), select("stage_id", BoardState.stages)),
        field(t("Expected to close"), text_input("expected_on", type="date"), error=BoardState.errors["expected_on"]),
        field(t("Next step"), text_input("next_step", max_length=200)),
        form_buttons(cancel, button(t("Create deal"), kind="primary", type="submit")),
        on_submit=BoardState.create,
    )
    return dialog(BoardState.creating, t("New deal"), body, on_close=BoardState.close_form)


def lose_dialog() -> rx.Component:
    """Asks why a deal was lost; the card goes back where the question is closed."""
    reason = text_input("reason", auto_focus=True, max_length=200, list="lost-reasons")
    known = [t("Price"), t("Chose a competitor"), t("No budget"), t("No answer")]
    options = rx.el.datalist(*[rx.el.option(value=text) for text in known], id="lost-reasons")
    cancel = button(t("Keep the deal"), type="button", on_click=BoardState.keep)
    body = form(
        field(t("Why was it lost?"), reason, hint=t("It helps you see later what costs you deals.")),
        options,
        form_buttons(cancel, button(t("Mark as lost"), kind="primary", type="submit")),
        on_submit=BoardState.lose,
    )
    return dialog(BoardState.losing != "", t("Lost deal"), body, on_close=BoardState.keep)
