"""Buttons and links; a button with `href` is a link that looks like one."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from components.ui.icon import icon as draw
from components.ui.text import Text

Kind = Literal["plain", "primary", "quiet", "danger"]


def link(label: Text | rx.Component, href: Text, **props: Any) -> rx.Component:
    """A link to a page of the house, followed without a page load."""
    props.setdefault("class_name", "link")
    return ReactRouterLink.create(label, to=href, **props)


def _pressable(children: list[Any], href: Text | None, props: dict[str, Any]) -> rx.Component:
    if href is not None:
        return ReactRouterLink.create(*children, to=href, **props)
    props.setdefault("type", "button")
    return rx.el.button(*children, **props)


def button(
    label: Text,
    *,
    icon: str | None = None,
    kind: Kind = "plain",
    href: Text | None = None,
    busy: rx.Var[bool] | None = None,
    **props: Any,
) -> rx.Component:
    """A button with a verb on it; while `busy` it is disabled and says so."""
    props["class_name"] = f"btn btn-{kind} {props.pop('class_name', '')}"
    if busy is not None:
        props.update(disabled=busy, aria_busy=busy)
    children = [draw(icon)] if icon else []
    return _pressable([*children, rx.el.span(label)], href, props)


def icon_button(icon: str, label: Text, *, href: Text | None = None, **props: Any) -> rx.Component:
    """A small button with only an icon; the label is read out and shown on hover."""
    props["class_name"] = f"btn btn-icon {props.pop('class_name', '')}"
    return _pressable([draw(icon)], href, {"aria_label": label, "title": label, **props})
