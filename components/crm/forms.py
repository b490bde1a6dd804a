"""The forms of new contacts, companies and products: the name first, few fields, Enter saves."""

from typing import Any

import reflex as rx

from components.ui import (
    Text,
    button,
    dialog,
    field,
    form,
    form_buttons,
    money_input,
    select,
    t,
    text_area,
    text_input,
)
from state.session import SessionState


def name_field(errors: Any, label: Text, name: str = "name") -> rx.Component:
    """The one field that has to be filled in."""
    control = text_input(name, required=True, auto_focus=True, max_length=200)
    return field(label, control, error=errors[name], required=True)


def line_field(errors: Any, name: str, label: Text, **props: Any) -> rx.Component:
    """A field of one line with its error."""
    return field(label, text_input(name, **{"max_length": 200, **props}), error=errors[name])


def new_record(state: Any, title: Text, save: Text, *fields: rx.Component) -> rx.Component:
    """The dialog of a new record on a list page."""
    cancel = button(t("Cancel"), on_click=state.close_form)
    last = form_buttons(cancel, button(save, kind="primary", type="submit"))
    return dialog(state.creating, title, form(*fields, last, on_submit=state.create), on_close=state.close_form)


def person_fields(errors: Any) -> list[rx.Component]:
    """What a new contact is asked for."""
    return [
        name_field(errors, t("Name")),
        line_field(errors, "email", t("E-mail"), type="email"),
        line_field(errors, "phone", t("Phone"), type="tel"),
        line_field(errors, "role", t("Role")),
    ]


def new_contact(state: Any) -> rx.Component:
    """The form of a contact."""
    return new_record(state, t("New contact"), t("Create contact"), *person_fields(state.errors))


def new_company(state: Any) -> rx.Component:
    """The form of a company."""
    errors = state.errors
    fields = [
        name_field(errors, t("Name")),
        line_field(errors, "domain", t("Domain"), placeholder="example.com"),
        line_field(errors, "sector", t("Sector")),
        line_field(errors, "country", t("Country")),
        line_field(errors, "employees", t("Employees"), type="number", min="0"),
        field(t("Owner"), select("owner_id", state.people, blank=t("Me"))),
    ]
    return new_record(state, t("New company"), t("Create company"), *fields)


def new_product(state: Any) -> rx.Component:
    """The form of a product."""
    errors = state.errors
    price = money_input("price", SessionState.currency)
    fields = [
        name_field(errors, t("Name")),
        line_field(errors, "code", t("Code")),
        line_field(errors, "series", t("Series")),
        field(t("Price"), price, error=errors["price"]),
        field(t("Description"), text_area("description", max_length=20_000, rows="3")),
    ]
    return new_record(state, t("New product"), t("Create product"), *fields)
