"""The beginning of an import: a file that has been brought is looked at."""

import reflex as rx
from reflex.event import EventSpec

from app.crm.imports import actions as imports
from state.base import Page, calls


class ImportStartState(Page, rx.State):
    """Nothing but the look at a new file."""

    looking: bool = False

    @calls()
    async def load(self) -> None:
        """Begin afresh."""
        self.looking = False

    @calls(imports.start)
    async def start(self, file_id: str) -> EventSpec:
        """Look at a kept file and go on to its columns."""
        made = await self._read(imports.start, file_id=file_id)
        return rx.redirect(f"/imports/{made.row.id}")
