"""The bar of filters above a list."""

from typing import Any

import reflex as rx

from components.ui.icon import icon
from components.ui.text import Text, t


def filter_bar(*chips: Any, right: rx.Component | None = None) -> rx.Component:
    """Chips at the left, at the right what concerns the view itself."""
    end = [rx.el.div(right, class_name="filters-right")] if right is not None else []
    return rx.el.div(rx.el.div(*chips, class_name="chips"), *end, class_name="filters")


def filter_chip(label: Text, value: Text, on_remove: Any) -> rx.Component:
    """One filter at work, `label` quiet and `value` strong, with a cross that takes it away."""
    cross = rx.el.button(
        icon("x", size=12), type="button", on_click=on_remove, aria_label=t("Remove filter {name}", name=label)
    )
    return rx.el.span(rx.el.span(label), rx.el.strong(value), cross, class_name="chip")


def filter_select(label: Text, control: rx.Component) -> rx.Component:
    """A filter that is a choice: the label and a select inside one chip."""
    return rx.el.label(rx.el.span(label), control, class_name="chip chip-select")
