"""The list of companies."""

import reflex as rx

from components.crm.forms import new_company
from components.crm.record_list import ListParts, record_list
from components.ui import Column, t, tn
from pages.framed import framed
from state.crm.companies import CompaniesState


def _columns() -> list[Column]:
    return [
        Column("name", t("Name"), "strong", sort=True, initials="initials"),
        Column("sector", t("Sector")),
        Column("country", t("Country"), quiet=True, small="hide"),
        Column("employees", t("Employees"), "number", sort=True, small="hide"),
        Column("revenue", t("Revenue a year"), "money", sort=True, currency="currency", small="side"),
        Column("owner_name", t("Owner"), small="hide"),
        Column("domain", t("Domain"), quiet=True, small="hide"),
        Column("city", t("City"), quiet=True, small="hide"),
        Column("phone", t("Phone"), quiet=True, small="hide"),
        Column("tags", t("Tags"), quiet=True, small="hide"),
        Column("created_at", t("Added"), "ago", sort=True, quiet=True, small="hide"),
    ]


@framed("/companies", "Companies", on_load=CompaniesState.load)
def companies() -> rx.Component:
    """The organisations that are or may become customers."""
    parts = ListParts(
        name="companies",
        title=t("Companies"),
        add=t("Company"),
        create=t("Create the first company"),
        nothing=t("The companies you work with stand here, each with its people and deals."),
        count=tn("{count} company", "{count} companies", CompaniesState.total),
        write="companies:write",
        views=[
            ("all", t("All companies")),
            ("mine", t("Mine")),
            ("fresh", t("Added this week")),
            ("large", t("250 people or more")),
        ],
        columns=_columns(),
        off=("city", "phone", "tags", "created_at"),
    )
    return record_list(CompaniesState, parts, new_company(CompaniesState))
