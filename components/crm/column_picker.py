"""Which columns of a list are shown; kept in the browser."""

from collections.abc import Collection, Sequence
from typing import Any

import reflex as rx

from components.ui import Column
from components.ui.script import script

_PICKER = script(__name__, "column_picker.jsx")


class ColumnPicker(rx.Component):
    """A menu of columns; hides those that are not ticked in the list of that `name`."""

    library = _PICKER
    tag = "ColumnPicker"
    lib_dependencies: list[str] = ["@radix-ui/react-dropdown-menu@2.2.1", "lucide-react@1.26.0"]

    name: rx.Var[str]
    columns: rx.Var[list[dict[str, Any]]]


def column_picker(name: str, columns: Sequence[Column], off: Collection[str], ticks: int = 1) -> rx.Component:
    """The menu for a list whose first column always shows; `off` are hidden at first, `ticks` stand before them."""
    listed = [
        {"key": column.key, "label": column.label, "place": at + 1 + ticks, "off": column.key in off}
        for at, column in enumerate(columns)
        if at > 0
    ]
    return ColumnPicker.create(name=name, columns=listed)
