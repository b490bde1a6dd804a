"""The public lead form; needs nobody signed in and no state."""

import reflex as rx

from components.crm.lead_form_page import lead_form_page
from components.ui import t


@rx.page(route="/f/[slug]", title="Contact")
def lead_form() -> rx.Component:
    """The form of the organisation whose short name the address holds."""
    thanks = t("Thank you! We have your message and will answer soon.")
    return rx.el.main(lead_form_page(thanks), class_name="plain lead-form-page")
