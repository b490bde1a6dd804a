"""The forms about people: one of them, and an invitation."""

import reflex as rx

from components.ui import (
    button,
    confirm,
    date_input,
    dialog,
    field,
    form,
    form_buttons,
    row,
    select,
    t,
    text_input,
)
from state.settings.invitations import InvitationsState
from state.settings.people import PeopleState as State


def _out() -> rx.Component:
    out = confirm(
        t("Deactivate"),
        title=t("Deactivate this person?"),
        text=t("Their sessions end at once and their keys are worth nothing. What they own stays theirs."),
        action=t("Deactivate"),
        on_confirm=State.deactivate,
    )
    back = button(t("Reactivate"), kind="quiet", on_click=State.reactivate)
    return rx.cond(State.person["id"] != "", rx.cond(State.person["active"], out, back), rx.fragment())


def _value(name: str) -> rx.Var[str]:
    return State.person[name].to(str)


def person_dialog() -> rx.Component:
    """Who somebody is and what they can carry."""
    errors = State.errors
    hint = t("Several are separated by commas.")
    own = rx.cond(
        State.person["id"] == "",
        field(t("E-mail"), text_input("email", type="email"), error=errors["email"]),
        rx.fragment(),
    )
    away = date_input("away_until", default_value=_value("away_until"))
    capacity = text_input("capacity", type="number", min="0", max="100000", default_value=_value("capacity"))
    body = form(
        field(
            t("Name"),
            text_input("name", required=True, auto_focus=True, max_length=200, default_value=_value("name")),
            error=errors["name"],
        ),
        own,
        field(t("Role"), select("role", State.roles, default_value=_value("role")), error=errors["role"]),
        field(t("Skills"), text_input("skills", default_value=_value("skills")), hint=hint, error=errors["skills"]),
        field(
            t("Territories"),
            text_input("territories", default_value=_value("territories")),
            hint=hint,
            error=errors["territories"],
        ),
        field(
            t("Capacity"),
            capacity,
            hint=t("How many open leads, deals and tasks they can carry."),
            error=errors["capacity"],
        ),
        field(t("Away until"), away, hint=t("The last day on which they get no leads."), error=errors["away_until"]),
        rx.el.div(_out(), row(button(t("Cancel"), on_click=State.close), _save()), class_name="form-foot"),
        on_submit=State.save,
        key=_value("id"),
    )
    title = rx.cond(State.person["id"] == "", t("New person"), t("Change person"))
    return dialog(State.editing, title, body, on_close=State.close)


def _save() -> rx.Component:
    return button(t("Save"), kind="primary", type="submit")


def invite_dialog() -> rx.Component:
    """Asks whom to invite, and to which role."""
    state = InvitationsState
    waits = t("No mail server is set up, so the invitation waits in the outbox of this machine.")
    email = text_input("email", type="email", required=True, auto_focus=True, max_length=254)
    send = button(t("Invite"), kind="primary", type="submit")
    body = form(
        field(t("E-mail"), email, error=state.errors["email"]),
        field(t("Role"), select("role", State.roles, default_value="rep"), error=state.errors["role"]),
        rx.cond(state.mails, rx.fragment(), rx.el.p(waits, class_name="hint")),
        form_buttons(button(t("Cancel"), on_click=state.close), send),
        on_submit=state.send,
    )
    return dialog(state.inviting, t("Invite a colleague"), body, on_close=state.close)
