"""What people call the things that are imported, their fields, and how an import stands."""

from collections.abc import Mapping

import reflex as rx

from components.ui import Text, Tone, t

TONES: Mapping[str, Tone] = {
    "draft": "grey",
    "checking": "blue",
    "checked": "amber",
    "running": "blue",
    "done": "green",
    "failed": "red",
    "cancelled": "grey",
    "undone": "grey",
}


def nouns() -> dict[str, Text]:
    """The nouns by key."""
    return {
        "contact": t("Contacts"),
        "company": t("Companies"),
        "lead": t("Leads"),
        "deal": t("Deals"),
        "product": t("Products"),
        "person": t("Sales team"),
    }


def noun_word(key: rx.Var[str]) -> rx.Var[str]:
    """The noun of a key."""
    return _chosen(key, nouns(), key)


def statuses() -> dict[str, Text]:
    """How an import stands, in a word."""
    return {
        "draft": t("Not tried yet"),
        "checking": t("Dry run"),
        "checked": t("Ready to import"),
        "running": t("Importing"),
        "done": t("Imported"),
        "failed": t("Failed"),
        "cancelled": t("Stopped"),
        "undone": t("Undone"),
    }


def status_word(status: rx.Var[str]) -> rx.Var[str]:
    """How this import stands."""
    return _chosen(status, statuses(), status)


def made_word(kind: rx.Var[str]) -> rx.Var[str]:
    """The kinds of records that are made along with the rows."""
    known: dict[str, Text] = {
        "company": t("new companies"),
        "product": t("new products"),
        "person": t("new people without a log-in"),
        "stage": t("new stages"),
    }
    return _chosen(kind, known, kind)


def outcome_words() -> dict[str, Text]:
    """What becomes of a row."""
    return {"created": t("New"), "updated": t("Changed"), "refused": t("Refused"), "unchanged": t("Unchanged")}


def field_words() -> dict[str, Text]:
    """The fields by their English titles."""
    return {**_who(), **_what()}


def _who() -> dict[str, Text]:
    return {
        "Birthday": t("Birthday"),
        "Capacity": t("Capacity"),
        "City": t("City"),
        "Company": t("Company"),
        "Consent": t("Consent"),
        "Country": t("Country"),
        "E-mail": t("E-mail"),
        "Employees": t("Employees"),
        "First name": t("First name"),
        "Founded in": t("Founded in"),
        "House number": t("House number"),
        "Interest": t("Interest"),
        "Language": t("Language"),
        "Last name": t("Last name"),
        "Message": t("Message"),
        "Name": t("Name"),
        "Owner": t("Owner"),
        "Parent company": t("Parent company"),
        "Phone": t("Phone"),
        "Postcode": t("Postcode"),
        "Reference": t("Reference"),
        "Region": t("Region"),
        "Role": t("Role"),
        "Sector": t("Sector"),
        "Skills": t("Skills"),
        "Source": t("Source"),
        "Street": t("Street"),
        "Tags": t("Tags"),
        "Territories": t("Territories"),
        "Territory": t("Territory"),
        "Website": t("Website"),
        "Yearly revenue": t("Yearly revenue"),
    }


def _what() -> dict[str, Text]:
    return {
        "Amount": t("Amount"),
        "Budget": t("Budget"),
        "Closed on": t("Closed on"),
        "Code": t("Code"),
        "Currency": t("Currency"),
        "Description": t("Description"),
        "Engaged on": t("Engaged on"),
        "Expected on": t("Expected on"),
        "Next step": t("Next step"),
        "On sale": t("On sale"),
        "Price": t("Price"),
        "Product": t("Product"),
        "Reason lost": t("Reason lost"),
        "Series": t("Series"),
        "Stage": t("Stage"),
    }


def _chosen(key: rx.Var[str], known: Mapping[str, Text], other: Text) -> rx.Var[str]:
    return rx.Var.create(rx.match(key, *known.items(), other)).to(str)
