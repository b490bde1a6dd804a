"""Single controls, all native: fast, and at home with keyboard, touch and screen reader."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from components.ui.icon import icon
from components.ui.text import Text

Option = str | tuple[str, Text]


def text_input(name: str, **props: Any) -> rx.Component:
    """One line of text; `type` may be email, password, search, tel, url."""
    props["class_name"] = f"input {props.pop('class_name', '')}"
    return rx.el.input(name=name, **{"type": "text", "max_length": 500, **props})


def text_area(name: str, **props: Any) -> rx.Component:
    """Several lines of text."""
    props["class_name"] = f"input area {props.pop('class_name', '')}"
    return rx.el.textarea(name=name, **{"rows": "4", **props})


def date_input(name: str, **props: Any) -> rx.Component:
    """A day, as YYYY-MM-DD."""
    return text_input(name, type="date", **props)


def money_input(name: str, currency: Text, **props: Any) -> rx.Component:
    """An amount with its currency beside it; sends the bare text, the server reads the number."""
    control = text_input(name, input_mode="decimal", auto_complete="off", **props)
    return rx.el.span(control, rx.el.span(currency, class_name="suffix"), class_name="with-suffix")


def search_input(label: Text, on_change: Any, **props: Any) -> rx.Component:
    """A search field that calls `on_change(text)` 250 ms after the last key."""
    control = text_input(
        "search", type="search", placeholder=label, aria_label=label, on_change=on_change.debounce(250), **props
    )
    return rx.el.span(icon("search"), control, class_name="with-icon")


def _option(value: str, label: Text) -> rx.Component:
    return rx.el.option(label, value=value)


def select(
    name: str, options: Sequence[Option] | rx.Var[list[dict[str, str]]], *, blank: Text | None = None, **props: Any
) -> rx.Component:
    """A choice of one; options are values, (value, label) pairs, or a Var of dicts with value and label.

    With `blank` the empty choice comes first, under that label.
    """
    first = [_option("", blank)] if blank is not None else []
    if isinstance(options, rx.Var):
        children = [rx.foreach(options, lambda item: _option(item["value"], item["label"]))]
    else:
        pairs = [item if isinstance(item, tuple) else (item, item) for item in options]
        children = [_option(value, label) for value, label in pairs]
    props["class_name"] = f"input select {props.pop('class_name', '')}"
    return rx.el.select(*first, *children, name=name, **props)


def checkbox(label: Text, *, hidden_label: bool = False, **props: Any) -> rx.Component:
    """A box to tick; with `hidden_label` the label is only read out."""
    if hidden_label:
        return rx.el.input(type="checkbox", class_name="check", aria_label=label, **props)
    control = rx.el.input(type="checkbox", class_name="check", **props)
    return rx.el.label(control, rx.el.span(label), class_name="choice")


def switch(label: Text, **props: Any) -> rx.Component:
    """A setting that takes effect at once: on or off."""
    control = rx.el.input(type="checkbox", role="switch", class_name="switch", **props)
    return rx.el.label(rx.el.span(label), control, class_name="choice choice-switch")
