"""The frame of every settings page: one row of places, then cards."""

from typing import Any

import reflex as rx

from components.layout.page import page
from components.ui import Tab, Text, card, skeleton_cards, t, tabs


def settings_tabs(current: str) -> rx.Component:
    """The row of places of the settings."""
    places = [
        ("profile", t("Profile")),
        ("security", t("Security")),
        ("notifications", t("Notifications")),
        ("organisation", t("Organisation")),
        ("people", t("People")),
        ("roles", t("Roles")),
        ("scoring", t("Lead rules")),
        ("mail-templates", t("Mail templates")),
        ("outbox", t("Outbox")),
        ("webhooks", t("Webhooks")),
        ("connectors", t("Connectors")),
        ("figures", t("Figures")),
        ("ai", t("AI")),
        ("keys", t("API keys")),
    ]
    return tabs([Tab(key, label, href=f"/settings/{key}") for key, label in places], current)


def settings_page(
    current: str, *content: Any, loading: rx.Var[bool], primary: rx.Component | None = None
) -> rx.Component:
    """A page of the settings; `content` comes up once its state is loaded, so that forms start with what is kept."""
    body = rx.cond(loading, skeleton_cards(2), rx.el.div(*content, class_name="stack settings"))
    return page(t("Settings"), body, tabs=settings_tabs(current), primary=primary)


def section(title: Text, *content: Any, hint: Text | None = None, action: rx.Component | None = None) -> rx.Component:
    """One card of settings with a line that says what it is for."""
    words = [rx.el.p(hint, class_name="hint")] if hint is not None else []
    return card(title, *words, *content, action=action)
