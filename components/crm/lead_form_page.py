"""The public form by which strangers become leads."""

from typing import Any

import reflex as rx

from components.ui import Text, button, checkbox, field, t, text_area, text_input
from components.ui.script import script

_PAGE = script(__name__, "lead_form_page.jsx")


class LeadFormPage(rx.Component):
    """Asks whose form it is, shows its children in it, and says `done` when they were sent."""

    library = _PAGE
    tag = "LeadFormPage"

    done: rx.Var[str]


def _trap() -> rx.Component:
    # Hidden from people and readers alike; only programs fill it in.
    control = text_input("website", tab_index=-1, auto_complete="off")
    return rx.el.div(rx.el.label("Website", control), class_name="trap", aria_hidden=True)


def fields() -> list[Any]:
    """Few questions; only the name and one way to answer are needed."""
    return [
        field(t("Your name"), text_input("name", auto_complete="name", required=True, max_length=200), required=True),
        field(t("E-mail"), text_input("email", type="email", auto_complete="email", max_length=200)),
        field(t("Phone"), text_input("phone", type="tel", auto_complete="tel", max_length=60)),
        field(t("Company"), text_input("company_name", auto_complete="organization", max_length=200)),
        field(t("What is it about?"), text_area("message", max_length=5_000, rows="4")),
        _trap(),
        checkbox(t("You may write to me about news and offers"), name="consent"),
        button(t("Send"), kind="primary", type="submit"),
    ]


def lead_form_page(done: Text) -> rx.Component:
    """The whole form."""
    return LeadFormPage.create(*fields(), done=done)
