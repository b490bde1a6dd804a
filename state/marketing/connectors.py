"""Connectors to social media, and the posts that went through them."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.access import Permission
from app.core.actions import Action
from app.marketing import connectors, posts
from app.marketing.rows import ConnectorRow, PostRow
from state import here, live
from state.base import Page, calls
from state.toasts import toast

MOST = 50


class ConnectorsState(Page, rx.State):
    """The connectors, the log of posts, and the forms; secrets come in and never go out."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (connectors.list_, posts.list_)

    rows: list[dict[str, Any]] = []
    log: list[dict[str, Any]] = []
    chosen: dict[str, Any] = {}
    dialog: str = ""
    may_write: bool = False
    may_post: bool = False

    @calls()
    async def load(self) -> None:
        """Read the connectors and the posts."""
        live.watch(ConnectorsState.refresh, "social_connector", "social_post")
        actor = here.actor()
        self.may_write, self.may_post = actor.may(Permission.INTEGRATIONS_WRITE), actor.may(Permission.CONTENT_WRITE)
        self.dialog, self.chosen = "", {}
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because something was set up or posted."""
        await self._fill()

    async def _fill(self) -> None:
        self.rows = [_connector(one) for one in await self._read(connectors.list_)]
        if here.actor().may(Permission.CONTENT_READ):
            self.log = [_post(one) for one in (await self._read(posts.list_))[:MOST]]

    @calls()
    async def open_dialog(self, which: str, connector_id: str) -> None:
        """Show the form of a connector ("" for a new one), or of a test post through it."""
        self.chosen = next((one for one in self.rows if one["id"] == connector_id), {})
        self.dialog, self.errors = which, {}

    @calls()
    async def close(self) -> None:
        """Put dialogs away."""
        self.dialog, self.errors = "", {}

    @calls(connectors.save)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep a connector; an empty secret leaves the one that is kept."""
        settings = {"url": str(form.get("url", "")).strip(), "dedupes": bool(form.get("dedupes"))}
        given = {"platform": self.chosen.get("platform") or str(form.get("platform", "")), "settings": settings}
        secret = str(form.get("secret", "")).strip()
        done = await self._run(connectors.save, given, secret=secret or None, active=bool(form.get("active")))
        self.dialog = ""
        await self._fill()
        return self._told("The connector to {name} is kept.", done, name=done.value.platform)

    @calls(connectors.delete)
    async def delete(self, connector_id: str) -> EventSpec:
        """Remove a connector; its posts stay."""
        done = await self._run(connectors.delete, id=connector_id)
        await self._fill()
        return self._told("The connector is removed.", done)

    @calls(posts.post)
    async def post(self, form: dict[str, Any]) -> EventSpec:
        """Post a few words, as a test."""
        given = {"platform": self.chosen.get("platform", ""), "text": str(form.get("text", ""))}
        made = (await self._run(posts.post, given, link=str(form.get("link", "")).strip() or None)).value
        self.dialog = ""
        await self._fill()
        return toast("The post is on its way.", link=f"/jobs/{made.job_id}")


def _connector(one: ConnectorRow) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "platform": one.platform,
        "url": str(one.settings.get("url", "")),
        "dedupes": one.settings.get("dedupes") is True,
        "has_secret": one.has_secret,
        "active": one.active,
    }


def _post(one: PostRow) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "platform": one.platform,
        "text": one.text,
        "state": one.state,
        "error": one.error_message or "",
        "url": one.outside_url or "",
        "job": f"/jobs/{one.job_id}" if one.job_id else "",
        "at": (one.posted_at or one.created_at).isoformat(),
    }
