"""A button that asks for a field, a comparison and a value, and adds the filter."""

from typing import Any

import reflex as rx

from components.ui.script import script

_PICKER = script(__name__, "filter_picker.jsx")


def _added(
    field: rx.Var[str], operator: rx.Var[str], value: rx.Var[Any]
) -> tuple[rx.Var[str], rx.Var[str], rx.Var[Any]]:
    return field, operator, value


class FilterPicker(rx.Component):
    """The choice itself lives in the browser; only a finished filter reaches the state."""

    library = _PICKER
    tag = "FilterPicker"
    lib_dependencies: list[str] = ["lucide-react@1.26.0"]

    fields: rx.Var[list[dict[str, Any]]]
    people: rx.Var[list[dict[str, str]]]
    on_add: rx.EventHandler[_added]


def filter_picker(fields: rx.Var[Any], people: rx.Var[Any], on_add: Any) -> rx.Component:
    """The button; `fields` are those of state.crm.filtering, `on_add(field, operator, value)` gets the filter."""
    return FilterPicker.create(fields=fields, people=people, on_add=on_add)
