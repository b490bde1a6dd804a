"""The gallery of ready workflows."""

from typing import Any

import reflex as rx

from components.layout.page import page
from components.layout.rights import may, when
from components.ui import badge, button, card, empty, filter_bar, row, search_input, skeleton_cards, t, tn
from pages.framed import framed
from state.automation.gallery import GalleryState

Item = rx.Var[dict[str, Any]]


def _acts(one: Item) -> rx.Component:
    name, taken = one["name"].to(str), one["taken"].to(str)
    use = button(t("Use it"), kind="primary", on_click=GalleryState.use(name))
    attempt = button(t("Try with samples"), icon="play", kind="primary", on_click=GalleryState.attempt(name, taken))
    opened = button(t("Open"), href=rx.Var.create("/workflows/").to(str) + taken)
    return when(may("workflows:write"), rx.cond(taken, row(attempt, opened), use))


def _item(one: Item) -> rx.Component:
    steps = tn("{count} step", "{count} steps", one["count"].to(int))
    posted = rx.cond(one["posted"], badge(t("works on posted events"), "amber"), rx.fragment())
    needed = rx.foreach(one["needs"].to(list[str]), lambda need: rx.el.li(need))
    needs = rx.el.div(rx.el.p(t("Needs"), class_name="meta"), rx.el.ul(needed, class_name="ready-needs"))
    badges = row(badge(one["category"].to(str), "blue"), badge(steps, "grey"), posted)
    head = rx.el.header(rx.el.h3(one["title"].to(str)), badges)
    path = rx.el.p(one["path"].to(str), class_name="ready-path")
    return card(
        None,
        head,
        rx.el.p(one["description"].to(str)),
        path,
        when(one["needs"].to(list[str]).length() > 0, needs),
        _acts(one),
        class_name="ready",
    )


@framed("/workflows/gallery", "Ready workflows", on_load=GalleryState.load)
def gallery() -> rx.Component:
    """Ready workflows, each to be taken with one click and tried with a second."""
    search = filter_bar(search_input(t("Search ready workflows"), GalleryState.search_for))
    nothing = empty(t("Nothing found. Try fewer letters."))
    cards = rx.el.div(rx.foreach(GalleryState.items, _item), class_name="ready-grid")
    shown = rx.cond(GalleryState.items.length() > 0, cards, nothing)
    content = rx.cond(GalleryState.loading, skeleton_cards(6), shown)
    return page(t("Ready workflows"), content, filters=search, crumbs=[(t("Workflows"), "/workflows")])
