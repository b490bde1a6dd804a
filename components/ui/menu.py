"""A menu that drops from a button; arrow keys, first letters and Escape work."""

from typing import Any, Literal

import reflex as rx

from components.ui.icon import icon as draw
from components.ui.script import script
from components.ui.text import Text

_MENU = script(__name__, "menu.jsx")
_RADIX = ["@radix-ui/react-dropdown-menu@2.2.1"]


class Menu(rx.Component):
    """The menu; its first child is the button's face, the others are the items."""

    library = _MENU
    tag = "Menu"
    lib_dependencies: list[str] = _RADIX

    trigger_class: rx.Var[str]
    trigger_label: rx.Var[str]
    align: rx.Var[str]
    side: rx.Var[str]


class MenuItem(rx.Component):
    """One item: a link with `to`, else a call of `on_select`."""

    library = _MENU
    tag = "MenuItem"
    lib_dependencies: list[str] = _RADIX

    to: rx.Var[str]
    tone: rx.Var[str]
    on_select: rx.EventHandler[rx.event.no_args_event_spec]


class MenuLine(rx.Component):
    """A thin line between groups of items."""

    library = _MENU
    tag = "MenuLine"
    lib_dependencies: list[str] = _RADIX


def menu(
    face: Text | rx.Component, *items: rx.Component, class_name: str = "btn btn-plain", **props: Any
) -> rx.Component:
    """A button showing `face` that opens `items`; give `trigger_label` where the face has no words."""
    inside = face if isinstance(face, rx.Component) else rx.el.span(face)
    return Menu.create(inside, *items, trigger_class=class_name, **props)


def menu_item(
    label: Text,
    *,
    icon: str | None = None,
    href: Text | None = None,
    on_click: Any = None,
    tone: Literal["plain", "danger"] = "plain",
) -> rx.Component:
    """One line of a menu."""
    props: dict[str, Any] = {"tone": tone}
    if href is not None:
        props["to"] = href
    if on_click is not None:
        props["on_select"] = on_click
    return MenuItem.create(rx.fragment(*([draw(icon)] if icon else []), rx.el.span(label)), **props)


def menu_line() -> rx.Component:
    """A thin line between groups of items."""
    return MenuLine.create()
