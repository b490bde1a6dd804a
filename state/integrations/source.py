"""One source: its address and secret, what it sent, and what can be done about it."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.access import Permission
from app.core.actions import Action
from app.core.errors import NotFound
from app.integrations import sources
from state import here, live
from state.base import Page, calls
from state.integrations.shown import shown_receipt, shown_source


class SourceState(Page, rx.State):
    """The source that the address names; its secret is in the state only while it is shown."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (sources.get,)

    source: dict[str, Any] = {}
    receipts: list[dict[str, Any]] = []
    seen: list[dict[str, str]] = []
    receipt: dict[str, Any] = {}
    missing: bool = False
    may_write: bool = False
    secret: str = ""
    older_until: str = ""
    editing: bool = False
    renewing: bool = False
    verify: str = "standard"

    @calls()
    async def load(self) -> None:
        """Read the source of the address."""
        live.watch(SourceState.refresh, "webhook_source", "webhook_receipt")
        self.source, self.receipts, self.missing, self.loading = {}, [], False, True
        self.secret, self.editing, self.renewing, self.receipt = "", False, False, {}
        self.may_write = here.actor().may(Permission.INTEGRATIONS_WRITE)
        try:
            await self._fill(self._param("source_id"))
        except NotFound:
            self.missing = True
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read it again, because something came in."""
        if self.source:
            await self._fill(str(self.source["id"]))

    async def _fill(self, source_id: str) -> None:
        found = await self._read(sources.get, id=source_id)
        self.source = shown_source(found.source)
        self.receipts = [shown_receipt(one) for one in found.receipts]
        self.seen = [{"path": one.path, "type": one.type, "example": one.example} for one in found.fields]

    @calls()
    async def open(self, receipt_id: str) -> None:
        """Show one call."""
        self.receipt = next((one for one in self.receipts if one["id"] == receipt_id), {})

    @calls()
    async def open_form(self, which: str) -> None:
        """Show the form that changes it, or the one that sets a secret."""
        self.editing, self.renewing, self.errors = which == "edit", which == "secret", {}
        self.verify = str(self.source.get("verify", "standard"))

    @calls()
    async def close(self) -> None:
        """Put away whatever lies above the page, and the secret with it."""
        self.receipt, self.secret = {}, ""
        self.editing = self.renewing = False

    @calls()
    async def choose_verify(self, verify: str) -> None:
        """Show the fields that this way of proof needs."""
        self.verify = verify

    @calls(sources.update)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep name and proof."""
        given = {name: value for name, value in form.items() if name != "slug"}
        done = await self._run(sources.update, given, id=self.source["id"], version=self.source["version"])
        self.editing = False
        await self._fill(str(self.source["id"]))
        return self._told("Saved.", done)

    @calls(sources.update)
    async def switch(self) -> EventSpec:
        """Take its calls, or no longer."""
        active = not self.source["active"]
        done = await self._run(sources.update, id=self.source["id"], active=active)
        await self._fill(str(self.source["id"]))
        return self._told("It is listened to again." if active else "It is no longer listened to.", done)

    @calls(sources.secret)
    async def show_secret(self) -> None:
        """Show the secret until its dialog is closed."""
        await self._reveal()

    @calls(sources.rotate, sources.secret)
    async def rotate(self, form: dict[str, Any]) -> None:
        """Set the secret given, or a new one, and show it; the old one is taken for another day."""
        given = {"id": self.source["id"], "secret": form.get("secret") or None}
        await self._run(sources.rotate, given)
        self.renewing = False
        await self._reveal()

    async def _reveal(self) -> None:
        found = (await self._run(sources.secret, id=self.source["id"])).value
        self.secret, self.older_until = found.secret, found.older_until.isoformat() if found.older_until else ""

    @calls(sources.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete it, and go back to the list."""
        done = await self._run(sources.delete, id=self.source["id"])
        name = str(self.source["name"])
        return [rx.redirect("/settings/webhooks"), self._told("“{name}” is deleted.", done, name=name)]
