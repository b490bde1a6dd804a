"""Layers above the page: dialog, sheet, confirmation. Escape and a click outside close the top one."""

from typing import Any

import reflex as rx

from components.ui.icon import icon as draw
from components.ui.script import script
from components.ui.text import Text, t

_OVERLAY = script(__name__, "overlay.jsx")
_RADIX = ["@radix-ui/react-dialog@1.3.1", "lucide-react@1.26.0"]


class Overlay(rx.Component):
    """A layer shown while `open` is true."""

    library = _OVERLAY
    tag = "Overlay"
    lib_dependencies: list[str] = _RADIX

    open: rx.Var[bool]
    title: rx.Var[str]
    close_label: rx.Var[str]
    kind: rx.Var[str]
    on_close: rx.EventHandler[rx.event.no_args_event_spec]


class TriggeredOverlay(rx.Component):
    """A layer opened by its own button without a round trip; its first child is the button's face."""

    library = _OVERLAY
    tag = "TriggeredOverlay"
    lib_dependencies: list[str] = _RADIX

    title: rx.Var[str]
    close_label: rx.Var[str]
    kind: rx.Var[str]
    trigger_class: rx.Var[str]
    trigger_label: rx.Var[str]


class Confirm(rx.Component):
    """A button that asks before it calls `on_confirm`; its children are the button's face."""

    library = _OVERLAY
    tag = "Confirm"
    lib_dependencies: list[str] = _RADIX

    trigger_class: rx.Var[str]
    title: rx.Var[str]
    text: rx.Var[str]
    action: rx.Var[str]
    cancel: rx.Var[str]
    on_confirm: rx.EventHandler[rx.event.no_args_event_spec]


def dialog(open: rx.Var[bool], title: Text, *children: Any, on_close: Any) -> rx.Component:
    """A layer in the middle, full screen when small; the state holds `open`."""
    return Overlay.create(*children, open=open, title=title, close_label=t("Close"), kind="dialog", on_close=on_close)


def sheet(open: rx.Var[bool], title: Text, *children: Any, on_close: Any) -> rx.Component:
    """A layer from the right edge, from the bottom when small; the state holds `open`."""
    return Overlay.create(
        *children, open=open, title=title, close_label=t("Close"), kind="dialog sheet", on_close=on_close
    )


def _face(label: Text, icon: str | None) -> list[rx.Component]:
    return [*([draw(icon)] if icon else []), rx.el.span(label)]


def dialog_button(
    label: Text, title: Text, *children: Any, icon: str | None = None, kind: str = "plain"
) -> rx.Component:
    """A button that opens a dialog at once, without asking the server."""
    return TriggeredOverlay.create(
        rx.fragment(*_face(label, icon)),
        *children,
        title=title,
        close_label=t("Close"),
        kind="dialog",
        trigger_class=f"btn btn-{kind}",
    )


def confirm(
    label: Text,
    *,
    title: Text,
    text: Text,
    action: Text,
    on_confirm: Any,
    icon: str | None = None,
    kind: str = "quiet",
) -> rx.Component:
    """A button whose act cannot be taken lightly: says what will happen and asks first."""
    return Confirm.create(
        *_face(label, icon),
        title=title,
        text=text,
        action=action,
        cancel=t("Cancel"),
        trigger_class=f"btn btn-{kind}",
        on_confirm=on_confirm,
    )
