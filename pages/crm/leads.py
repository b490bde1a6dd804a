"""The list of leads."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.crm.lead_form import create_dialog
from components.crm.record_list import ListParts, record_list
from components.layout.face import face
from components.ui import Column, Tone, link, score_bar, t, tn
from pages.framed import framed
from state.crm.leads import LeadsState

STATES: Mapping[str, Tone] = {
    "new": "blue",
    "working": "amber",
    "nurture": "grey",
    "qualified": "green",
    "converted": "green",
    "lost": "red",
}


def _score(row: rx.Var[dict[str, Any]]) -> rx.Component:
    rests = link(t("Not scored"), row["workflow"].to(str), class_name="cell-link")
    waits = rx.cond(row["scoring"] == "soon", rx.el.span(t("Being scored…"), class_name="quiet"), rests)
    return rx.cond(row["grade"] != "", score_bar(row["score"].to(int)), waits)


def _owner(row: rx.Var[dict[str, Any]]) -> rx.Component:
    whose = rx.cond(row["owner_id"], face(row["owner_id"], row["owner_initials"]), rx.fragment())
    return rx.el.span(whose, row["owner_name"].to(str), class_name="person-name")


def _columns() -> list[Column]:
    return [
        Column("name", t("Name"), "strong", sort=True, initials="initials"),
        Column("company_name", t("Company")),
        Column("role", t("Role"), quiet=True, small="hide"),
        Column("score", t("Score"), "score", sort=True, small="side", draw=_score),
        Column("state", t("State"), "badge", tones=STATES, text="state_name"),
        Column("owner_name", t("Owner"), small="hide", draw=_owner),
        Column("signal", t("Last signal"), quiet=True, small="hide"),
        Column("email", t("E-mail"), sort=True, quiet=True, small="hide"),
        Column("phone", t("Phone"), quiet=True, small="hide"),
        Column("country", t("Country"), quiet=True, small="hide"),
        Column("created_at", t("Added"), "ago", sort=True, quiet=True, small="hide"),
    ]


@framed("/leads", "Leads", on_load=LeadsState.load)
def leads() -> rx.Component:
    """Who may become a customer."""
    parts = ListParts(
        name="leads",
        title=t("Leads"),
        add=t("Lead"),
        create=t("Create the first lead"),
        nothing=t("People who may become customers stand here, scored and given to somebody."),
        count=tn("{count} lead", "{count} leads", LeadsState.total),
        write="leads:write",
        views=[("all", t("All leads")), ("mine", t("Mine")), ("hot", t("Hot")), ("queue", t("In the queue"))],
        columns=_columns(),
        off=("email", "phone", "country", "created_at"),
    )
    return record_list(LeadsState, parts, create_dialog())
