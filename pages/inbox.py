"""The inbox: what one was told."""

from typing import Any

import reflex as rx

from components.layout.page import page
from components.ui import (
    Tab,
    ago,
    button,
    card,
    empty,
    icon_button,
    icon_of,
    line,
    lines,
    link,
    skeleton_rows,
    t,
    tabs,
)
from pages.framed import framed
from state.inbox import InboxState as State


def _told(one: rx.Var[dict[str, Any]]) -> rx.Component:
    note, to = one["id"].to(str), one["link"].to(str)
    name = rx.cond(to, link(one["title"].to(str), to, on_click=State.read(note)), one["title"].to(str))
    title = rx.el.span(name, class_name=rx.cond(one["unread"], "told unread", "told"))
    mark = icon_button("check", t("Mark as read"), on_click=State.read(note))
    right = rx.el.div(ago(one["at"].to(str)), rx.cond(one["unread"], mark, rx.fragment()), class_name="told-right")
    body = rx.cond(one["body"], one["body"].to(str), rx.fragment())
    return line(title, body, icon=icon_of(one["icon"].to(str)), right=right)


def _body() -> rx.Component:
    everything = button(t("Show all"), on_click=State.show("all"))
    none = rx.cond(
        State.view == "unread",
        empty(t("You have read everything."), everything),
        empty(t("Here you hear of new leads, tasks that are due, and what others do with your records.")),
    )
    more = rx.cond(State.more, rx.el.div(button(t("Show more"), on_click=State.show_more)), rx.fragment())
    listed = card(None, lines(rx.foreach(State.rows, _told)), more, class_name="inbox")
    return rx.cond(State.rows.length() > 0, listed, none)


@framed("/inbox", "Inbox", on_load=State.load)
def inbox() -> rx.Component:
    """What one was told, the newest first."""
    views = [Tab("unread", t("Unread"), count=State.unread), Tab("all", t("All"))]
    read = rx.cond(State.unread > 0, button(t("Mark all as read"), icon="check-check", on_click=State.read_all), "")
    choose = button(t("What you hear of"), icon="settings-2", kind="quiet", href="/settings/notifications")
    return page(
        t("Inbox"),
        rx.cond(State.loading, skeleton_rows(8), _body()),
        tabs=tabs(views, State.view, State.show),
        beside_tabs=rx.el.div(choose, read, class_name="row"),
    )
