"""What stands in the way when the line is down or a page breaks, in the words and looks of the house."""

from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary
from reflex_components_core.core.banner import has_connection_errors

from components.ui.script import script

_OUTAGE = script(__name__, "outage.jsx")
Wraps = dict[tuple[int, str], Callable[[bool], rx.Component | None]]


class ConnectionNote(rx.Component):
    """A line at the top while the server cannot be reached."""

    library = _OUTAGE
    tag = "ConnectionNote"

    lost: rx.Var[bool]


class Broken(rx.Component):
    """Stands in place of a page that failed to draw."""

    library = _OUTAGE
    tag = "Broken"


def _boundary(stateful: bool) -> rx.Component:
    quiet: dict[str, Any] = {} if stateful else {"on_error": rx.noop()}
    return ErrorBoundary.create(fallback_render=rx.Var.create(Broken.create()), **quiet)


def _overlay(stateful: bool) -> rx.Component | None:
    return rx.fragment(ConnectionNote.create(lost=has_connection_errors)) if stateful else None


def app_wraps() -> Wraps:
    """What the app puts around every page, in place of Reflex's own banner and error box."""
    return {(55, "ErrorBoundary"): _boundary, (5, "Overlay"): _overlay}
