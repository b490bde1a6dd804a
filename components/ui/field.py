"""Form fields: a label, one control, and a hint or an error below."""

from typing import Any

import reflex as rx

from components.ui.text import Text


def field(
    label: Text,
    control: rx.Component,
    *,
    hint: Text | None = None,
    error: Text | None = None,
    required: bool = False,
) -> rx.Component:
    """A labelled control; a non-empty `error` replaces the hint and is read out."""
    mark = [rx.el.span("*", class_name="required", aria_hidden=True)] if required else []
    below: list[Any] = []
    if error is not None:
        hidden = rx.el.span(hint, class_name="field-hint") if hint is not None else rx.fragment()
        below = [rx.cond(error, rx.el.span(error, class_name="field-error", role="alert"), hidden)]
    elif hint is not None:
        below = [rx.el.span(hint, class_name="field-hint")]
    return rx.el.label(rx.el.span(label, *mark, class_name="field-label"), control, *below, class_name="field")


def form(*children: Any, on_submit: Any = None, **props: Any) -> rx.Component:
    """A form that sends its named controls as one dict to `on_submit`; Enter submits."""
    props["class_name"] = f"form {props.pop('class_name', '')}"
    return rx.el.form(*children, on_submit=on_submit, **props)


def form_error(message: Text) -> rx.Component:
    """The error of a whole form, shown and read out while `message` is not empty."""
    return rx.cond(message, rx.el.p(message, class_name="form-error", role="alert"), rx.fragment())


def form_buttons(*buttons: rx.Component) -> rx.Component:
    """The row of buttons that ends a form, the primary one last."""
    return rx.el.div(*buttons, class_name="form-buttons")
