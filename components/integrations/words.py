"""Words of webhooks."""

from collections.abc import Mapping

import reflex as rx

from components.ui import Text, Tone, badge, t, toned

ENDPOINT: Mapping[str, Tone] = {"off": "grey", "failing": "red", "fine": "green", "new": "blue"}
DELIVERY: Mapping[str, Tone] = {
    "waiting": "grey",
    "retrying": "amber",
    "delivered": "green",
    "failed": "red",
    "dropped": "grey",
}


def endpoint_badge(state: rx.Var[str]) -> rx.Component:
    """How an endpoint fares, in a word."""
    words: dict[str, Text] = {
        "off": t("Switched off"),
        "failing": t("Failing"),
        "fine": t("Working"),
        "new": t("Nothing sent yet"),
    }
    return toned(state, ENDPOINT, rx.Var.create(rx.match(state, *words.items(), state)).to(str))


def delivery_badge(state: rx.Var[str]) -> rx.Component:
    """Where a delivery stands, in a word."""
    words: dict[str, Text] = {
        "waiting": t("Waiting"),
        "retrying": t("Tried again soon"),
        "delivered": t("Delivered"),
        "failed": t("Failed"),
        "dropped": t("Dropped"),
    }
    return toned(state, DELIVERY, rx.Var.create(rx.match(state, *words.items(), state)).to(str))


def events_word(events: rx.Var[str]) -> rx.Component:
    """Which events an endpoint hears of."""
    return rx.cond(events == "*", t("All events"), rx.el.code(events))


def proof_word(verify: rx.Var[str]) -> rx.Var[str]:
    """How a source proves itself, in words."""
    words: dict[str, Text] = {
        "standard": t("Standard Webhooks"),
        "hmac": t("Signature of the body"),
        "token": t("Token in a header"),
        "none": t("No proof"),
    }
    return rx.Var.create(rx.match(verify, *words.items(), verify)).to(str)


def taken_badge(accepted: rx.Var[bool]) -> rx.Component:
    """Whether a call was taken."""
    return rx.cond(accepted, badge(t("Taken"), "green"), badge(t("Turned away"), "red"))
