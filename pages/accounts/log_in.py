"""Log in."""

import reflex as rx

from components.layout.public import plain
from components.ui import button, field, link, t, text_input
from components.wrappers import here, post_form


def _fields() -> list[rx.Component]:
    email = text_input("email", type="email", auto_complete="username", required=True, auto_focus=True)
    password = text_input("password", type="password", auto_complete="current-password", required=True, max_length=1000)
    return [
        field(t("E-mail"), email),
        field(t("Password"), password),
        button(t("Log in"), kind="primary", type="submit"),
        link(t("Forgot your password?"), "/forgot"),
    ]


def outbox_hint() -> rx.Component:
    """Where mails are while none are sent, for the first run."""
    words = t("No mail server is set up yet: mails wait in the")
    return rx.el.span(words, " ", link(t("outbox"), "/outbox"), ". ")


@rx.page(route="/login", title="Log in · Steward")
def log_in() -> rx.Component:
    """The log-in page; a first visitor is led to the sign-up."""
    below = rx.fragment(
        here(outbox_hint(), first_run="/sign-up"), t("New here?"), " ", link(t("Start your own company"), "/sign-up")
    )
    return plain(t("Log in"), post_form("/api/session", *_fields(), next="/"), below=below)
