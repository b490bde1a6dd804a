"""The state behind the gallery: it takes note of what arrives, so that a test can read it from the page."""

from typing import Any

import reflex as rx

from components.layout import Frame
from state.toasts import toast
from tests.components.gallery_data import COLUMNS, LEADS, LINES, LOAD, MONTHS, MOVES, STAGES, TREND, VIEWS


class GalleryState(rx.State):
    """What the gallery's pages show and do."""

    leads: list[dict[str, Any]] = LEADS
    selected: list[str] = []
    sort: str = "-score"
    everything: bool = False
    open: bool = False
    side: bool = False
    error: str = ""
    stages: list[dict[str, Any]] = COLUMNS
    moments: list[dict[str, Any]] = MOVES
    months: list[dict[str, Any]] = MONTHS
    trend: list[float] = TREND
    lines: list[dict[str, str]] = LINES
    by_stage: list[dict[str, Any]] = STAGES
    load: list[dict[str, Any]] = LOAD
    found: list[dict[str, Any]] = []
    said: str = ""
    loading: bool = False
    count: int = 3
    views: list[dict[str, str]] = VIEWS
    revision: int = 0

    @rx.event
    def toggle(self, row: str, checked: bool):
        """Choose a row or let it go."""
        self.selected = [*self.selected, row] if checked else [each for each in self.selected if each != row]

    @rx.event
    def choose_page(self, checked: bool):
        """Choose all rows of the page, or none."""
        self.selected = [lead["id"] for lead in self.leads] if checked else []

    @rx.event
    def choose_all(self):
        """Choose every matching row."""
        self.everything = True

    @rx.event
    def clear(self):
        """Choose none."""
        self.selected, self.everything = [], False

    @rx.event
    def sort_by(self, key: str):
        """Sort by a column, or turn its order round."""
        self.sort = f"-{key}" if self.sort == key else key

    @rx.event
    def move(self, card_id: str, column_id: str, before_id: str):
        """Take note of a moved card."""
        self.said = f"{card_id} {column_id} {before_id}"
        return toast("Moved “{card}” to {stage}", operation_id="op-1", card=card_id, stage=column_id)

    @rx.event
    def refuse(self):
        """Put the board back as it was."""
        self.revision += 1

    @rx.event
    def undo(self, operation_id: str):
        """Take note of an undo."""
        self.said = f"undone {operation_id}"

    @rx.event
    def search(self, query: str):
        """Find leads for the palette."""
        wanted = query.lower()
        self.found = [
            {
                "group": "Leads",
                "id": lead["id"],
                "label": lead["name"],
                "hint": lead["company"],
                "href": f"/record?{wanted}",
            }
            for lead in self.leads
            if wanted and wanted in lead["name"].lower()
        ]
        self.found.append({"group": "Actions", "id": "lead.create", "label": "Create a lead"})

    @rx.event
    def say(self, text: str):
        """Show what arrived."""
        self.said = text
        return toast("Heard {text}", text=text)

    @rx.event
    def fail(self):
        """Raise the toast of an error."""
        return toast("This address is already in use.", tone="error")

    @rx.event
    def submit(self, values: dict[str, Any]):
        """Show what a form sent."""
        self.error = "" if values.get("name") else "Give it a name."
        self.said = str(values)

    @rx.event
    def show(self, which: str):
        """Open or close the dialog or the sheet."""
        self.open, self.side = which == "dialog", which == "sheet"


def frame() -> Frame:
    """A frame of fixed values."""
    return Frame(
        picture=rx.Var.create(""),
        logo=rx.Var.create(""),
        company=rx.Var.create("Northwind Studio"),
        person=rx.Var.create("Ana Keller"),
        initials=rx.Var.create("AK"),
        unread=GalleryState.count,
        tasks_open=GalleryState.count,
        asked=GalleryState.count,
        is_operator=rx.Var.create(True),
        results=GalleryState.found,
        on_log_out=GalleryState.say("log out"),
        on_undo=GalleryState.undo,
        on_search=GalleryState.search,
        on_act=GalleryState.say,
    )
