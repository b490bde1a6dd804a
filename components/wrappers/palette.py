"""The command palette: find records, go to pages, do actions; Ctrl K or Cmd K opens it."""

from typing import Any

import reflex as rx

from components.ui.script import script

_PALETTE = script(__name__, "palette.jsx")


class Palette(rx.NoSSRComponent):
    """The palette; the server searches, the pages are matched in the browser."""

    library = _PALETTE
    tag = "Palette"
    lib_dependencies: list[str] = ["cmdk@1.1.1", "@radix-ui/react-dialog@1.3.1"]

    pages: rx.Var[list[dict[str, Any]]]
    results: rx.Var[list[dict[str, Any]]]
    on_search: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_act: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def palette(pages: Any, results: rx.Var[list[dict[str, Any]]], on_search: Any, on_act: Any) -> rx.Component:
    """The palette.

    Lines are dicts with group, id, label, and perhaps hint and href; one without href calls `on_act(id)`.
    """
    return Palette.create(pages=pages, results=results, on_search=on_search, on_act=on_act)
