"""The form of a new lead."""

import reflex as rx

from components.ui import button, dialog, field, form, form_buttons, money_input, t, text_input
from state.crm.leads import LeadsState
from state.session import SessionState


def create_dialog() -> rx.Component:
    """Name first, then what it takes to reach and to judge them; Enter saves."""
    errors = LeadsState.errors
    cancel = button(t("Cancel"), on_click=LeadsState.close_form)
    name = text_input("name", required=True, auto_focus=True, max_length=200)
    body = form(
        field(t("Name"), name, error=errors["name"], required=True),
        field(t("E-mail"), text_input("email", type="email"), error=errors["email"]),
        field(t("Phone"), text_input("phone", type="tel"), error=errors["phone"]),
        field(t("Company"), text_input("company_name", max_length=200), error=errors["company_name"]),
        field(t("Role"), text_input("role", max_length=200)),
        field(t("Interested in"), text_input("interest", max_length=200)),
        field(t("Budget"), money_input("budget", SessionState.currency), error=errors["budget"]),
        form_buttons(cancel, button(t("Create lead"), kind="primary", type="submit")),
        on_submit=LeadsState.create,
    )
    return dialog(LeadsState.creating, t("New lead"), body, on_close=LeadsState.close_form)
