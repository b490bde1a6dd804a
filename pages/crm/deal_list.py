"""The list of deals."""

from collections.abc import Mapping

import reflex as rx

from components.crm.deal_form import create_dialog
from components.crm.record_list import ListParts, record_list
from components.ui import Column, Tone, button, t, tn
from pages.framed import framed
from state.crm.deals import DealsState

KINDS: Mapping[str, Tone] = {"open": "blue", "won": "green", "lost": "red"}


def _columns() -> list[Column]:
    return [
        Column("name", t("Name"), "strong", sort=True),
        Column("company_name", t("Company")),
        Column("stage_kind", t("Stage"), "badge", tones=KINDS, text="stage_name"),
        Column("amount", t("Amount"), "money", sort=True, currency="currency", small="side"),
        Column("weighted", t("Weighted"), "money", currency="currency", quiet=True, small="hide"),
        Column("owner_name", t("Owner"), small="hide"),
        Column("expected_on", t("Expected"), "day", sort=True, small="hide"),
        Column("next_step", t("Next step"), quiet=True, small="hide"),
        Column("closed_at", t("Closed"), "day", sort=True, quiet=True, small="hide"),
        Column("contact_name", t("Contact"), quiet=True, small="hide"),
        Column("product_name", t("Product"), quiet=True, small="hide"),
        Column("source", t("Source"), quiet=True, small="hide"),
        Column("created_at", t("Added"), "ago", sort=True, quiet=True, small="hide"),
    ]


@framed("/deals/list", "Deals", on_load=DealsState.load)
def deal_list() -> rx.Component:
    """The sales under way, won and lost, as rows."""
    parts = ListParts(
        name="deals",
        title=t("Deals"),
        add=t("Deal"),
        create=t("Create the first deal"),
        nothing=t("Deals you work on stand here, with what they are worth and when they close."),
        count=tn("{count} deal", "{count} deals", DealsState.total),
        write="deals:write",
        views=[
            ("all", t("All deals")),
            ("open", t("Open")),
            ("mine", t("Mine")),
            ("won", t("Won")),
            ("lost", t("Lost")),
        ],
        columns=_columns(),
        off=("contact_name", "product_name", "source", "created_at"),
    )
    board = button(t("Board"), icon="square-kanban", href="/deals")
    return record_list(DealsState, parts, create_dialog(DealsState), beside=board)
