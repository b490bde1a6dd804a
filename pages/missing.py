"""The page for addresses where nothing is."""

import reflex as rx

from components.ui import not_found


@rx.page(route="404", title="Not found · Steward")
def missing() -> rx.Component:
    """Says so, and leads home."""
    return rx.el.main(not_found(), class_name="plain")
