"""The place where a file is dropped or chosen, and sent straight to the API."""

from typing import Any

import reflex as rx

from components.ui.script import script
from components.ui.text import Text

_DROP = script(__name__, "drop_file.jsx")


class DropFile(rx.Component):
    """Sends one file to `address` and calls `on_kept(id)` once it is kept; above `largest` bytes it says `large`."""

    library = _DROP
    tag = "DropFile"
    lib_dependencies: list[str] = ["lucide-react@1.26.0"]

    address: rx.Var[str]
    label: rx.Var[str]
    hint: rx.Var[str]
    accept: rx.Var[str]
    largest: rx.Var[int]
    large: rx.Var[str]
    on_kept: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def drop_file(
    address: str, label: Text, hint: Text, on_kept: Any, *, accept: str, largest: int, large: Text
) -> rx.Component:
    """A dashed field that takes a file by drop, by click or by keyboard."""
    return DropFile.create(
        address=address, label=label, hint=hint, accept=accept, largest=largest, large=large, on_kept=on_kept
    )
