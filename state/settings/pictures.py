"""One's own picture and the organisation's logo, while they are brought, made and removed."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import pictures
from app.accounts.rows import PictureRow
from app.core.actions import Action
from state import live
from state.base import Page, calls


class Shown(Page, mixin=True):
    """A picture as it stands: its address, whether another is being made, and why that failed."""

    href: str = ""
    working: bool = False
    failure: str = ""

    def _take(self, row: PictureRow) -> None:
        self.href, self.working, self.failure = row.href or "", row.working, row.error or ""


class PictureState(Shown, rx.State):
    """The picture of whoever is here."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (pictures.mine,)

    @calls()
    async def load(self) -> None:
        """Read it, and hear of its changes."""
        live.watch(PictureState.refresh, "picture")
        self._take(await self._read(pictures.mine))

    @calls()
    async def refresh(self) -> None:
        """Read it again, because another one is there."""
        self._take(await self._read(pictures.mine))

    @calls(pictures.remove_mine)
    async def remove(self) -> EventSpec:
        """Show initials again."""
        done = await self._run(pictures.remove_mine)
        self._take(done.value)
        return self._told("Picture removed.", done)


class LogoState(Shown, rx.State):
    """The logo of the organisation."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (pictures.logo,)

    @calls()
    async def load(self) -> None:
        """Read it, and hear of its changes."""
        live.watch(LogoState.refresh, "picture")
        self._take(await self._read(pictures.logo))

    @calls()
    async def refresh(self) -> None:
        """Read it again, because another one is there."""
        self._take(await self._read(pictures.logo))

    @calls(pictures.remove_logo)
    async def remove(self) -> EventSpec:
        """Show the letter again."""
        done = await self._run(pictures.remove_logo)
        self._take(done.value)
        return self._told("Logo removed.", done)
