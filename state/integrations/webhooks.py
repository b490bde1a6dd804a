"""All webhooks: addresses that we call, and programs that call us."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.access import Permission
from app.core.actions import Action
from app.integrations import endpoints, sources
from state import here, live
from state.base import Page, calls
from state.integrations.shown import shown_endpoint, shown_source


class WebhooksState(Page, rx.State):
    """Both lists, and the forms that add to them."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (endpoints.list_, sources.list_)

    outgoing: list[dict[str, Any]] = []
    incoming: list[dict[str, Any]] = []
    creating: str = ""
    verify: str = "standard"
    may_write: bool = False

    @calls()
    async def load(self) -> None:
        """Read both lists."""
        live.watch(WebhooksState.refresh, "webhook_endpoint", "webhook_delivery", "webhook_source", "webhook_receipt")
        self.creating, self.may_write = "", here.actor().may(Permission.INTEGRATIONS_WRITE)
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because something came or went."""
        await self._fill()

    async def _fill(self) -> None:
        self.outgoing = [shown_endpoint(one) for one in await self._read(endpoints.list_)]
        self.incoming = [shown_source(one) for one in await self._read(sources.list_)]

    @calls()
    async def open_form(self, which: str) -> None:
        """Show the form of a new endpoint or source."""
        self.creating, self.verify, self.errors = which, "standard", {}

    @calls()
    async def close(self) -> None:
        """Put the form away."""
        self.creating = ""

    @calls()
    async def choose_verify(self, verify: str) -> None:
        """Show the fields that this way of proof needs."""
        self.verify = verify

    @calls(endpoints.create)
    async def create_endpoint(self, form: dict[str, Any]) -> EventSpec:
        """Add an address to call, and open it."""
        given = {"name": form.get("name", ""), "url": form.get("url", ""), "events": split(form.get("events", ""))}
        made = (await self._run(endpoints.create, given)).value
        self.creating = ""
        return rx.redirect(f"/settings/webhooks/{made.id}")

    @calls(sources.create)
    async def create_source(self, form: dict[str, Any]) -> EventSpec:
        """Add a program that calls us, and open it."""
        made = (await self._run(sources.create, dict(form))).value
        self.creating = ""
        return rx.redirect(f"/settings/sources/{made.id}")


def split(text: Any) -> list[str]:
    """Names of events out of a text, with blanks or commas between."""
    return str(text).replace(",", " ").split()
