"""One endpoint: its log, its secret, what can be done about it."""

from datetime import timedelta
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.access import Permission
from app.core.actions import Action
from app.core.errors import NotFound
from app.core.times import utc_now
from app.integrations import deliveries, endpoints
from state import here, live
from state.base import Page, calls
from state.integrations.shown import pretty, shown_attempt, shown_delivery, shown_endpoint
from state.integrations.webhooks import split
from state.toasts import toast

SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}


class EndpointState(Page, rx.State):
    """The endpoint that the address names; its secret is in the state only while it is shown."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (endpoints.get, deliveries.list_, deliveries.get)

    endpoint: dict[str, Any] = {}
    log: list[dict[str, Any]] = []
    view: str = ""
    more: bool = False
    missing: bool = False
    may_write: bool = False
    secret: str = ""
    older_until: str = ""
    editing: bool = False
    replaying: bool = False
    delivery: dict[str, Any] = {}
    attempts: list[dict[str, Any]] = []
    body: str = ""
    _cursor: str | None = None

    @calls()
    async def load(self) -> None:
        """Read the endpoint of the address and its log."""
        live.watch(EndpointState.refresh, "webhook_endpoint", "webhook_delivery")
        self.endpoint, self.log, self.view, self.missing, self.loading = {}, [], "", False, True
        self.secret, self.editing, self.replaying, self.delivery = "", False, False, {}
        self.may_write = here.actor().may(Permission.INTEGRATIONS_WRITE)
        try:
            await self._fill(self._param("endpoint_id"))
        except NotFound:
            self.missing = True
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read it again, because something was sent."""
        if self.endpoint:
            await self._fill(str(self.endpoint["id"]))
        if self.delivery:
            await self._open(str(self.delivery["id"]))

    async def _fill(self, endpoint_id: str) -> None:
        self.endpoint = shown_endpoint(await self._read(endpoints.get, id=endpoint_id))
        page = await self._read(deliveries.list_, endpoint_id=endpoint_id, state=self.view or None)
        self.log = [shown_delivery(one) for one in page.items]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None

    async def _again(self) -> None:
        await self._fill(str(self.endpoint["id"]))

    @calls()
    async def show(self, view: str) -> None:
        """Show only deliveries of one state."""
        self.view = view
        await self._again()

    @calls()
    async def show_more(self) -> None:
        """Read older deliveries."""
        given = {"endpoint_id": self.endpoint["id"], "state": self.view or None, "cursor": self._cursor}
        page = await self._read(deliveries.list_, given)
        self.log = [*self.log, *(shown_delivery(one) for one in page.items)]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None

    @calls()
    async def open(self, delivery_id: str) -> None:
        """Show one delivery with all its calls."""
        await self._open(delivery_id)

    async def _open(self, delivery_id: str) -> None:
        found = await self._read(deliveries.get, id=delivery_id)
        self.delivery, self.body = shown_delivery(found.delivery), pretty(found.body)
        self.attempts = [shown_attempt(one) for one in found.attempts]

    @calls()
    async def close(self) -> None:
        """Put away whatever lies above the page, and the secret with it."""
        self.delivery, self.attempts, self.body, self.secret = {}, [], "", ""
        self.editing = self.replaying = False

    @calls()
    async def open_form(self, which: str) -> None:
        """Show the form that changes it, or the one that sends again."""
        self.editing, self.replaying, self.errors = which == "edit", which == "replay", {}

    @calls(endpoints.update)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep name, address and events."""
        given = {"name": form.get("name", ""), "url": form.get("url", ""), "events": split(form.get("events", ""))}
        done = await self._run(endpoints.update, given, id=self.endpoint["id"], version=self.endpoint["version"])
        self.editing = False
        await self._again()
        return self._told("Saved.", done)

    @calls(deliveries.test)
    async def test(self) -> EventSpec:
        """Send a test event."""
        await self._run(deliveries.test, id=self.endpoint["id"])
        await self._again()
        return toast("A test event is on its way.")

    @calls(deliveries.replay)
    async def replay(self, delivery_id: str) -> EventSpec:
        """Send one message again."""
        await self._run(deliveries.replay, id=delivery_id)
        await self._again()
        return toast("It is sent again.")

    @calls(deliveries.replay_many)
    async def replay_many(self, form: dict[str, Any]) -> EventSpec:
        """Send again what the form names."""
        since = utc_now() - SPANS.get(str(form.get("span")), SPANS["day"])
        given = {"id": self.endpoint["id"], "since": since, "what": form.get("what", "failed")}
        done = await self._run(deliveries.replay_many, given)
        self.replaying = False
        await self._again()
        return toast("{count} messages are sent again.", count=done.value.count)

    @calls(endpoints.secret)
    async def show_secret(self) -> None:
        """Show the secret until its dialog is closed."""
        found = (await self._run(endpoints.secret, id=self.endpoint["id"])).value
        self.secret, self.older_until = found.secret, found.older_until.isoformat() if found.older_until else ""

    @calls(endpoints.rotate, endpoints.secret)
    async def rotate(self) -> None:
        """Give a new secret and show it; the old one is valid for another day."""
        await self._run(endpoints.rotate, id=self.endpoint["id"])
        found = (await self._run(endpoints.secret, id=self.endpoint["id"])).value
        self.secret, self.older_until = found.secret, found.older_until.isoformat() if found.older_until else ""

    @calls(endpoints.enable)
    async def enable(self) -> EventSpec:
        """Call it again from now on."""
        done = await self._run(endpoints.enable, id=self.endpoint["id"])
        await self._again()
        return self._told("It is called again from now on.", done)

    @calls(endpoints.disable)
    async def disable(self) -> EventSpec:
        """Call it no more."""
        done = await self._run(endpoints.disable, id=self.endpoint["id"])
        await self._again()
        return self._told("It is no longer called.", done)

    @calls(endpoints.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete it, and go back to the list."""
        done = await self._run(endpoints.delete, id=self.endpoint["id"])
        name = str(self.endpoint["name"])
        return [rx.redirect("/settings/webhooks"), self._told("“{name}” is deleted.", done, name=name)]
