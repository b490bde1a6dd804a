"""A secret, shown until its dialog is closed."""

from typing import Any

import reflex as rx

from components.ui import Text, dialog, moment, secret, t


def secret_dialog(value: rx.Var[str], older_until: rx.Var[str], words: Text, *, on_close: Any) -> rx.Component:
    """The secret, what it is for, and how long the one before it is valid."""
    older = rx.el.p(t("The secret before it is valid too until {time}.", time=moment(older_until)), class_name="hint")
    body = rx.el.div(
        rx.el.p(words), secret(value, t("Secret")), rx.cond(older_until, older, rx.fragment()), class_name="form"
    )
    return dialog(value != "", t("Secret"), body, on_close=on_close)
