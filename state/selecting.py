"""The trait of pages whose rows can be chosen: some of the page, all of it, or all that match."""

from typing import Any

import reflex as rx

from state.base import Page, calls


class Selecting(Page, rx.State, mixin=True):
    """Choose rows by their `id`; a page that shows other rows calls `_unselect`."""

    rows: list[dict[str, Any]] = []
    selected: list[str] = []
    everything: bool = False

    def _unselect(self) -> None:
        self.selected, self.everything = [], False

    @calls()
    async def toggle(self, row_id: str, checked: bool) -> None:
        """Choose a row, or no longer."""
        rest = [chosen for chosen in self.selected if chosen != row_id]
        self.selected, self.everything = ([*rest, row_id] if checked else rest), False

    @calls()
    async def toggle_page(self, checked: bool) -> None:
        """Choose all rows of the page, or none."""
        self.selected, self.everything = ([row["id"] for row in self.rows] if checked else []), False

    @calls()
    async def select_everything(self) -> None:
        """Choose all rows that match."""
        self.everything = True

    @calls()
    async def clear_selection(self) -> None:
        """Choose nothing."""
        self._unselect()
