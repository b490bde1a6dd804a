"""What the person may do, as far as the page shows it; hiding a button is courtesy, the action checks."""

import reflex as rx

from state.session import SessionState


def may(permission: str) -> rx.Var[bool]:
    """Whether the person holds the permission."""
    return SessionState.permissions.contains(permission).to(bool)


def when(shown: rx.Var[bool], part: rx.Component) -> rx.Component:
    """The part while `shown` holds."""
    return rx.cond(shown, part, rx.fragment())
