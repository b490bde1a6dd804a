"""Sign up: five questions, and the owner is in."""

import reflex as rx

from components.layout.public import plain
from components.ui import button, field, link, t, text_input
from components.wrappers import here, post_form


def _choice(value: str, label: rx.Var[str], hint: rx.Var[str], chosen: bool) -> rx.Component:
    radio = rx.el.input(type="radio", name="sample", value=value, default_checked=chosen, class_name="check")
    words = rx.el.span(label, rx.el.span(hint, class_name="field-hint"))
    return rx.el.label(radio, words, class_name="choice")


def _start() -> rx.Component:
    sample = _choice(
        "true", t("With sample data"), t("A made-up company to look around in; removed with one click."), True
    )
    own = _choice("false", t("With my own"), t("Start empty and import leads, contacts and deals."), False)
    return rx.el.fieldset(rx.el.legend(t("How do you want to start?"), class_name="field-label"), sample, own)


def _fields() -> list[rx.Component]:
    password = text_input("password", type="password", auto_complete="new-password", required=True, max_length=1000)
    return [
        field(t("Company"), text_input("company", auto_complete="organization", required=True, auto_focus=True)),
        field(t("Your name"), text_input("name", auto_complete="name", required=True)),
        field(t("E-mail"), text_input("email", type="email", auto_complete="username", required=True)),
        field(t("Password"), password, hint=t("At least 10 characters.")),
        _start(),
        button(t("Create company"), kind="primary", type="submit"),
    ]


@rx.page(route="/sign-up", title="Sign up · Steward")
def sign_up() -> rx.Component:
    """The sign-up page."""
    below = rx.fragment(here(), t("Already have an account?"), " ", link(t("Log in"), "/login"))
    hint = t("Five questions, then you are in.")
    return plain(t("Start with Steward"), post_form("/api/sign-up", *_fields(), next="/"), hint=hint, below=below)
