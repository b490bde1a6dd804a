"""The top bar: where one is, the search, and the one primary action."""

from collections.abc import Sequence

import reflex as rx

from components.layout.sidebar import MenuButton
from components.ui import Text, icon, link, t

Crumb = tuple[Text, str]


def _title(title: Text, crumbs: Sequence[Crumb]) -> rx.Component:
    before = [
        rx.fragment(link(label, href, class_name="crumb"), rx.el.span("/", aria_hidden=True)) for label, href in crumbs
    ]
    return rx.el.h1(*before, rx.el.span(title), class_name="title")


def _search() -> rx.Component:
    label = t("Search or do anything")
    return rx.el.button(
        icon("search"),
        rx.el.span(label),
        rx.el.kbd("Ctrl K", aria_hidden=True),
        type="button",
        class_name="search",
        on_click=rx.call_script("window.dispatchEvent(new CustomEvent('steward:palette'))"),
    )


def top_bar(
    title: Text, *, primary: rx.Component | None, actions: Sequence[rx.Component], crumbs: Sequence[Crumb]
) -> rx.Component:
    """Title or crumbs at the left; search, actions and the primary action at the right."""
    last = [rx.el.span(primary, class_name="primary")] if primary is not None else []
    left = rx.el.div(MenuButton.create(label=t("Menu")), _title(title, crumbs), class_name="top-left")
    return rx.el.header(left, rx.el.div(_search(), *actions, *last, class_name="top-right"), class_name="top")
