"""The sidebar: company, places, settings, person; off the screen until called on small screens."""

import reflex as rx

from components.layout.frame import Frame
from components.layout.navigation import groups, nav_link, settings_place
from components.layout.theme import theme_menu
from components.ui import Text, avatar, icon, menu, menu_item, menu_line, t
from components.ui.script import script

_DRAWER = script(__name__, "drawer.jsx")


class MenuButton(rx.Component):
    """Opens and closes the sidebar on small screens; Escape and a change of page close it."""

    library = _DRAWER
    tag = "MenuButton"

    label: rx.Var[str]


def mark(name: Text, logo: rx.Var[str] | None = None) -> rx.Component:
    """The company's letter on the accent, or its logo."""
    letter = rx.el.span(rx.Var.create(name).to(str)[0], class_name="company-mark", aria_hidden=True)
    if logo is None:
        return letter
    return rx.cond(logo, rx.el.img(src=logo, alt="", class_name="company-logo"), letter)


def _company(frame: Frame) -> rx.Component:
    name = rx.el.span(frame.company, class_name="company-name")
    face = rx.fragment(mark(frame.company, frame.logo), name, icon("chevrons-up-down", 14))
    operator = menu_item(t("Operator console"), icon="shield-check", href="/operator")
    return menu(
        face,
        menu_item(t("Company settings"), icon="settings", href="/settings/organisation"),
        menu_item(t("People"), icon="users", href="/settings/people"),
        rx.cond(frame.is_operator, operator, rx.fragment()),
        class_name="company",
        align="start",
    )


def _person(frame: Frame) -> rx.Component:
    face = rx.fragment(avatar(frame.initials, picture=frame.picture), rx.el.span(frame.person, class_name="nav-label"))
    who = menu(
        face,
        menu_item(t("Profile"), icon="user", href="/settings/profile"),
        menu_item(t("Notifications"), icon="inbox", href="/settings/notifications"),
        menu_line(),
        menu_item(t("Log out"), icon="log-out", on_click=frame.on_log_out),
        class_name="nav-link person",
        align="start",
        side="top",
    )
    return rx.el.div(who, theme_menu(frame.on_theme), class_name="person-row")


def sidebar(frame: Frame) -> rx.Component:
    """The sidebar of every page."""
    counts = {"unread": frame.unread, "tasks_open": frame.tasks_open, "asked": frame.asked}
    parts: list[rx.Component] = []
    for title, group in groups():
        if title is not None:
            parts.append(rx.el.h2(title))
        parts.extend(nav_link(place, counts.get(place.count)) for place in group)
    nav = rx.el.nav(*parts, aria_label=t("Pages"))
    foot = rx.el.div(nav_link(settings_place()), _person(frame), class_name="sidebar-foot")
    return rx.el.aside(_company(frame), nav, foot, id="sidebar", class_name="sidebar", aria_label=t("Sidebar"))
