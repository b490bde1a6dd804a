"""One contact."""

import reflex as rx

from components.crm.dealing import deal_dialog, deal_table, deals_tab, head, tab_bar
from components.crm.facts import facts
from components.crm.person_export import export_dialog, export_item
from components.crm.record import happened, kind_filter, record_page, shared_dialogs
from components.crm.record_list import may
from components.ui import Tab, t
from pages.framed import framed
from state.crm.contact import ContactState


@framed("/contacts/[record_id]", "Contact", on_load=ContactState.load)
def contact() -> rx.Component:
    """What happened with a person, and what is known."""
    tabs = [Tab("timeline", t("Timeline")), deals_tab(ContactState)]
    bar = tab_bar(ContactState, tabs, kind_filter(ContactState))
    shown = rx.cond(ContactState.tab == "deals", deal_table(ContactState), happened(ContactState))
    return record_page(
        ContactState,
        (t("Contacts"), "/contacts"),
        [head(ContactState, "contacts", more=[export_item("contact", ContactState.record)]), bar, shown],
        [facts(ContactState, ContactState.details, ~may("contacts:write"))],
        *shared_dialogs(ContactState),
        deal_dialog(ContactState),
        export_dialog(),
    )
