"""The inbox: what one was told."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts.notifications import actions as notifications
from app.core.actions import Action
from state import live
from state.addresses import replace
from state.base import Page, calls
from state.toasts import toast

HOME = "/inbox"
ICONS = {
    "lead": "lead",
    "deal": "deal",
    "task": "task",
    "mention": "note",
    "import": "import",
    "export": "import",
    "job": "job",
    "operation": "undo",
    "member": "contact",
    "approval": "security",
    "alert": "alert",
}


class InboxState(Page, rx.State):
    """Notifications, the newest first: the unread ones, or all."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (notifications.list_notifications,)

    view: str = "unread"
    rows: list[dict[str, Any]] = []
    unread: int = 0
    more: bool = False
    _cursor: str | None = None

    @calls()
    async def load(self) -> None:
        """Read the view that the address asks for."""
        live.watch(InboxState.refresh, "notification")
        asked = str(dict(self.rx_router_url.query_parameters).get("show", ""))
        self.view = "all" if asked == "all" else "unread"
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Read the newest again, because there is news."""
        await self._fill()

    @calls()
    async def show(self, view: str) -> EventSpec:
        """Show the unread ones, or all."""
        self.view = "all" if view == "all" else "unread"
        await self._fill()
        return replace(HOME, {"show": "all" if self.view == "all" else ""})

    @calls()
    async def show_more(self) -> None:
        """Read the next ones."""
        await self._fill(self._cursor)

    async def _fill(self, cursor: str | None = None) -> None:
        unread_only = self.view == "unread"
        found = await self._read(notifications.list_notifications, unread_only=unread_only, cursor=cursor, limit=50)
        self.rows = [*(self.rows if cursor else []), *(_row(one) for one in found.items)]
        self.unread, self._cursor, self.more = found.unread, found.next_cursor, found.next_cursor is not None
        self.loading = False

    @calls(notifications.read)
    async def read(self, notification_id: str) -> None:
        """Mark one as read."""
        await self._run(notifications.read, ids=[notification_id])
        await self._fill()

    @calls(notifications.read_all)
    async def read_all(self) -> EventSpec:
        """Mark all as read."""
        done = await self._run(notifications.read_all)
        await self._fill()
        return toast("{count} marked as read.", count=done.value)


def _row(one: notifications.NotificationRow) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "icon": ICONS.get(one.kind.partition(".")[0], ""),
        "title": one.title,
        "body": one.body,
        "link": one.link,
        "at": one.created_at.isoformat(),
        "unread": one.read_at is None,
    }
