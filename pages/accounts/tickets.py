"""What links in mails lead to: a new password, a checked address, an invitation."""

import reflex as rx

from components.layout.public import plain
from components.ui import button, field, link, t, text_input
from components.wrappers import here, post_form, ticket_post
from pages.accounts.log_in import outbox_hint


def _new_password() -> rx.Component:
    control = text_input("password", type="password", auto_complete="new-password", required=True, max_length=1000)
    return field(t("New password"), control, hint=t("At least 10 characters."))


def _to_login() -> rx.Component:
    return link(t("Back to log in"), "/login")


@rx.page(route="/forgot", title="Forgot password · Steward")
def forgot() -> rx.Component:
    """Ask for a mail with a link to a new password."""
    email = text_input("email", type="email", auto_complete="username", required=True, auto_focus=True)
    done = "If an account with this address exists, a mail with a link is on its way."
    form = post_form(
        "/api/password/forgot",
        field(t("E-mail"), email),
        button(t("Send link"), kind="primary", type="submit"),
        done=done,
    )
    below = rx.fragment(here(outbox_hint(), leave=False), _to_login())
    return plain(t("Forgot your password?"), form, hint=t("We send you a link to choose a new one."), below=below)


@rx.page(route="/reset", title="New password · Steward")
def reset() -> rx.Component:
    """Choose a new password with the ticket of a mail."""
    save = button(t("Save password"), kind="primary", type="submit")
    form = post_form("/api/password/reset", _new_password(), save, ticket=True, next="/login")
    return plain(t("Choose a new password"), form, below=_to_login())


@rx.page(route="/verify", title="Check e-mail · Steward")
def verify() -> rx.Component:
    """Confirm an address with the ticket of a mail."""
    card = ticket_post("/api/verify", "Your e-mail address is confirmed.", link(t("Go on"), "/"))
    return plain(t("Your e-mail address"), card)


@rx.page(route="/new-address", title="New address · Steward")
def new_address() -> rx.Component:
    """Log in by another address, with the ticket of the mail sent there."""
    card = ticket_post("/api/new-address", "From now on you log in by this address.", link(t("Go on"), "/"))
    return plain(t("Your new e-mail address"), card)


@rx.page(route="/invitation", title="Invitation · Steward")
def invitation() -> rx.Component:
    """Join a company with the ticket of a mail."""
    name = text_input("name", auto_complete="name", required=True, auto_focus=True)
    password = text_input("password", type="password", auto_complete="new-password", required=True, max_length=1000)
    fields = [
        field(t("Your name"), name),
        field(t("Password"), password, hint=t("At least 10 characters; your own one if you already have an account.")),
        button(t("Join"), kind="primary", type="submit"),
    ]
    form = post_form("/api/invitation", *fields, ticket=True, next="/")
    return plain(t("You are invited"), form, hint=t("Join your colleagues on Steward."), below=_to_login())
