"""Keys that work everywhere, and the list of them that `?` shows."""

from typing import Any

import reflex as rx

from components.ui.script import script

_KEYBOARD = script(__name__, "keyboard.jsx")


class Keyboard(rx.NoSSRComponent):
    """Listens for the keys of the house; `goto` are dicts with key, label, href."""

    library = _KEYBOARD
    tag = "Keyboard"
    lib_dependencies: list[str] = ["@radix-ui/react-dialog@1.3.1"]

    goto: rx.Var[list[dict[str, Any]]]


def keyboard(goto: Any) -> rx.Component:
    """The keys of the house; stands once on every page of the frame."""
    return Keyboard.create(goto=goto)
