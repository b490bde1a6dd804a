"""The form in which the operator limits an organisation, with what it uses beside."""

from typing import Any

import reflex as rx

from components.ui import button, dialog, field, form, form_buttons, number, t, text_input
from state.operator.room import RoomState as State


def _most(name: str, label: rx.Var[str], hint: Any, least: int) -> rx.Component:
    placeholder = t("No limit")
    control = text_input(
        name, type="number", min=least, default_value=State.most[name], placeholder=placeholder, key=State.id + name
    )
    return field(label, control, hint=hint, error=State.errors[name])


def room_dialog() -> rx.Component:
    """People, records and requests; what is there already stays, only more is refused."""
    why = text_input("why", required=True, min_length=3, max_length=500)
    body = form(
        rx.el.p(t("What is there already stays; only more is refused, in words that send people to you.")),
        _most("people", t("People at most"), t("{count} now", count=number(State.people_now)), 1),
        _most("records", t("Records at most"), t("{count} now", count=number(State.records_now)), 1),
        _most("requests_a_minute", t("Requests a minute at most"), t("From 60 on"), 60),
        _most("jobs_a_day", t("Jobs a day at most"), t("{count} now", count=number(State.jobs_now)), 1),
        field(t("Why"), why, hint=t("Kept, and shown to the organisation."), error=State.errors["why"]),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Save"), kind="primary", type="submit")),
        on_submit=State.save,
    )
    return dialog(State.id != "", t("Limits of {name}", name=State.name), body, on_close=State.close)
