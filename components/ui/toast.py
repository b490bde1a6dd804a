"""The layer of toasts at the bottom centre: dark, eight seconds, with Undo; state raises them (state/toasts.py)."""

from typing import Any

import reflex as rx

from components.ui.script import script

_TOASTER = script(__name__, "toaster.jsx")


class Toaster(rx.Component):
    """Shows what arrives as `steward:toast`; Undo and Ctrl Z call `on_undo(operation_id)`."""

    library = _TOASTER
    tag = "Toaster"

    on_undo: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def toaster(on_undo: Any) -> rx.Component:
    """The toast layer; stands once on every page."""
    return Toaster.create(on_undo=on_undo)
