"""The place where a file is dropped or chosen, and sent straight to the API."""

from typing import Any

import reflex as rx

from app.core.files.store import LARGEST
from components.ui import Text
from components.ui.script import script

_DROP = script(__name__, "drop_file.jsx")
ACCEPT = ".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DropFile(rx.Component):
    """Sends one file and calls `on_kept(id)` once it is kept."""

    library = _DROP
    tag = "DropFile"
    lib_dependencies: list[str] = ["lucide-react@1.26.0"]

    label: rx.Var[str]
    hint: rx.Var[str]
    accept: rx.Var[str]
    largest: rx.Var[int]
    on_kept: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def drop_file(label: Text, hint: Text, on_kept: Any) -> rx.Component:
    """A dashed field that takes a table by drop, by click or by keyboard."""
    return DropFile.create(label=label, hint=hint, accept=ACCEPT, largest=LARGEST, on_kept=on_kept)
