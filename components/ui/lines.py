"""Short lists inside cards: things that need one, first steps, secrets shown once."""

from typing import Any

import reflex as rx

from components.ui.button import link
from components.ui.icon import icon as draw
from components.ui.script import script
from components.ui.text import Text

_COPY = script(__name__, "copy.jsx")


class Copy(rx.Component):
    """A button that puts `value` on the clipboard."""

    library = _COPY
    tag = "Copy"
    lib_dependencies: list[str] = ["lucide-react@1.26.0"]

    value: rx.Var[str]


def line(title: Any, text: Any = None, *, icon: str | rx.Component | None = None, right: Any = None) -> rx.Component:
    """One line: a mark, what it is, a quieter word below, and at the right an action or a figure."""
    drawn = draw(icon) if isinstance(icon, str) else icon
    mark = [rx.el.span(drawn, class_name="mark")] if drawn is not None else []
    below = [rx.el.div(text, class_name="hint")] if text is not None else []
    end = [right] if right is not None else []
    return rx.el.li(*mark, rx.el.div(rx.el.strong(title), *below, class_name="words"), *end)


def lines(*items: Any) -> rx.Component:
    """Lines below each other with thin rules between; takes `line`s or a foreach of them."""
    return rx.el.ul(*items, class_name="list-lines")


def step(label: Text, done: rx.Var[bool], href: Text, text: Any = None) -> rx.Component:
    """One line of a checklist: ticked and quiet when done, else a link to where it is done."""
    tick = rx.cond(done, draw("check"), draw("arrow-right"))
    words = rx.el.span(rx.cond(done, rx.el.s(label), rx.el.strong(label)), rx.el.span(text, class_name="hint"))
    mark = rx.el.span(tick, class_name=rx.cond(done, "mark mark-done", "mark"))
    return rx.el.li(link(rx.fragment(mark, words), href, class_name="step"))


def copy_button(value: Text) -> rx.Component:
    """Copies `value`, and says so."""
    return Copy.create(value=value)


def secret(value: rx.Var[str], label: Text) -> rx.Component:
    """A value shown only now, with a button that copies it."""
    shown = rx.el.input(value=value, read_only=True, class_name="input mono", aria_label=label)
    return rx.el.div(shown, copy_button(value), class_name="secret")
