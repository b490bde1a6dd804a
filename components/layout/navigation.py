"""Where one can go: the groups of the sidebar, also offered by the palette and the keys after `g`."""

from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from components.ui import Text, icon, t


@dataclass(frozen=True)
class Place:
    """One page of the frame: its label, icon, address, the key after `g`, and which count stands beside it."""

    label: Text
    icon: str
    href: str
    key: str
    count: Literal["unread", "tasks_open", "asked", ""] = ""


def groups() -> list[tuple[Text | None, list[Place]]]:
    """The sidebar's groups of places, the first without a title."""
    return [
        (
            None,
            [
                Place(t("Home"), "house", "/", "h"),
                Place(t("Inbox"), "inbox", "/inbox", "i", "unread"),
                Place(t("Tasks"), "list-checks", "/tasks", "t", "tasks_open"),
                Place(t("Approvals"), "stamp", "/approvals", "a", "asked"),
            ],
        ),
        (
            t("Customers"),
            [
                Place(t("Leads"), "user-plus", "/leads", "l"),
                Place(t("Contacts"), "users", "/contacts", "c"),
                Place(t("Companies"), "building-2", "/companies", "o"),
                Place(t("Deals"), "handshake", "/deals", "d"),
                Place(t("Products"), "package", "/products", "p"),
                Place(t("Reports"), "chart-column", "/reports", "r"),
            ],
        ),
        (
            t("Engine"),
            [
                Place(t("Workflows"), "workflow", "/workflows", "w"),
                Place(t("Texts"), "pen-line", "/texts", "x"),
                Place(t("Imports"), "upload", "/imports", "m"),
                Place(t("Jobs"), "layers", "/jobs", "j"),
                Place(t("History"), "history", "/history", "y"),
            ],
        ),
    ]


def settings_place() -> Place:
    """The settings, which stand at the foot of the sidebar."""
    return Place(t("Settings"), "settings", "/settings", "s")


def places() -> list[Place]:
    """All places in order."""
    return [*(place for _, group in groups() for place in group), settings_place()]


def palette_pages() -> list[dict[str, Any]]:
    """The places as lines of the palette."""
    return [{"group": "Pages", "id": place.href, "label": place.label, "href": place.href} for place in places()]


def shortcuts() -> list[dict[str, Any]]:
    """The places as keys after `g`."""
    return [{"key": place.key, "label": place.label, "href": place.href} for place in places()]


class NavLink(rx.Component):
    """A link that knows whether its page is shown (`aria-current`)."""

    library = "react-router"
    tag = "NavLink"

    to: rx.Var[str]
    end: rx.Var[bool]


def nav_link(place: Place, count: rx.Var[int] | None = None) -> rx.Component:
    """One line of the sidebar; a count of zero is not shown."""
    shown: list[Any] = []
    if count is not None:
        shown = [rx.cond(count > 0, rx.el.span(count, class_name="count"), rx.fragment())]
    words = rx.el.span(place.label, class_name="nav-label")
    return NavLink.create(icon(place.icon), words, *shown, to=place.href, end=place.href == "/", class_name="nav-link")
