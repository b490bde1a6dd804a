"""One company."""

import reflex as rx

from components.crm.dealing import deal_dialog, deal_table, deals_tab, head, tab_bar
from components.crm.facts import facts
from components.crm.forms import person_fields
from components.crm.record import asked, buttons, happened, kind_filter, opener, record_page, shared_dialogs
from components.crm.record_list import may, when
from components.ui import Column, Tab, data_table, empty, form, t
from pages.framed import framed
from state.crm.company import CompanyState


def _contact_dialog() -> rx.Component:
    fields = person_fields(CompanyState.errors)
    body = form(*fields, buttons(CompanyState, t("Create contact")), on_submit=CompanyState.add_contact)
    return asked(CompanyState, "contact", t("New contact"), body)


def _staff() -> rx.Component:
    columns = [
        Column("name", t("Name"), "strong", initials="initials"),
        Column("role", t("Role"), quiet=True),
        Column("email", t("E-mail"), small="hide"),
        Column("phone", t("Phone"), quiet=True, small="hide"),
    ]
    add = when(may("contacts:write"), opener(CompanyState, t("Add a contact"), "contact", icon="plus"))
    nothing = empty(t("Nobody is known at this company yet."), add)
    listed = data_table(columns, CompanyState.staff, label=t("Contacts"), href="/contacts/", empty=nothing)
    return rx.fragment(listed, when(CompanyState.contact_count > 0, rx.el.div(add)))


@framed("/companies/[record_id]", "Company", on_load=CompanyState.load)
def company() -> rx.Component:
    """What happened with a company, its people, its deals, and what is known."""
    people = Tab("contacts", t("Contacts"), count=CompanyState.contact_count)
    tabs = [Tab("timeline", t("Timeline")), people, deals_tab(CompanyState)]
    bar = tab_bar(CompanyState, tabs, kind_filter(CompanyState))
    tables = rx.cond(CompanyState.tab == "deals", deal_table(CompanyState), _staff())
    shown = rx.cond(CompanyState.tab == "timeline", happened(CompanyState), tables)
    return record_page(
        CompanyState,
        (t("Companies"), "/companies"),
        [head(CompanyState, "companies"), bar, shown],
        [facts(CompanyState, CompanyState.details, ~may("companies:write"))],
        *shared_dialogs(CompanyState),
        deal_dialog(CompanyState),
        _contact_dialog(),
    )
