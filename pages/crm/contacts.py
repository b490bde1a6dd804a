"""The list of contacts."""

import reflex as rx

from components.crm.forms import new_contact
from components.crm.record_list import ListParts, record_list
from components.ui import Column, t, tn
from pages.framed import framed
from state.crm.contacts import ContactsState


def _columns() -> list[Column]:
    return [
        Column("name", t("Name"), "strong", sort=True, initials="initials"),
        Column("company_name", t("Company"), "link", href="company"),
        Column("role", t("Role"), quiet=True, small="hide"),
        Column("email", t("E-mail"), sort=True, small="hide"),
        Column("phone", t("Phone"), quiet=True, small="hide"),
        Column("owner_name", t("Owner"), small="hide"),
        Column("created_at", t("Added"), "ago", sort=True, quiet=True, small="side"),
        Column("city", t("City"), quiet=True, small="hide"),
        Column("country", t("Country"), quiet=True, small="hide"),
        Column("tags", t("Tags"), quiet=True, small="hide"),
    ]


@framed("/contacts", "Contacts", on_load=ContactsState.load)
def contacts() -> rx.Component:
    """The people the company knows."""
    parts = ListParts(
        name="contacts",
        title=t("Contacts"),
        add=t("Contact"),
        create=t("Create the first contact"),
        nothing=t("The people you know stand here, with all that was ever said and agreed."),
        count=tn("{count} contact", "{count} contacts", ContactsState.total),
        write="contacts:write",
        views=[
            ("all", t("All contacts")),
            ("mine", t("Mine")),
            ("fresh", t("Added this week")),
            ("loose", t("Without company")),
        ],
        columns=_columns(),
        off=("city", "country", "tags"),
    )
    return record_list(ContactsState, parts, new_contact(ContactsState))
