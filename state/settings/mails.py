"""The organisation's outbox: what was sent, what failed, what waits here because no mail server is set."""

from typing import Any, ClassVar

import reflex as rx

from app.core import mail
from app.core.actions import Action
from app.core.mail import outbox
from app.core.mail.logo import SOURCE
from app.core.mail.outbox import MailRow
from app.core.said import in_english
from state import live
from state.base import Page, calls

PAGE = 40
WORDS = in_english(
    {
        "waiting": "Waiting",
        "sending": "Being sent",
        "sent": "Sent",
        "failed": "Failed",
        "kept": "Kept here",
        "unknown": "Unknown",
    }
)


class MailsState(Page, rx.State):
    """Mails, newest first, and the one that is read."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (outbox.list_mails, outbox.get)

    mails: list[dict[str, Any]] = []
    chosen: dict[str, Any] = {}
    view: str = "html"
    configured: bool = True
    more: bool = False
    _bodies: dict[str, dict[str, str]] = {}
    _cursor: str | None = None

    @calls()
    async def load(self) -> None:
        """Read the newest mails and open the first, or the one that the address names."""
        live.watch(MailsState.refresh, "mail")
        self.configured, self.view = mail.configured(), "html"
        await self._fill()
        asked = str(dict(self.rx_router_url.query_parameters).get("id", ""))
        await self._open(asked if asked in self._bodies else self.mails[0]["id"] if self.mails else "")
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again."""
        await self._fill()
        await self._open(str(self.chosen.get("id", "")))

    async def _fill(self, cursor: str | None = None) -> None:
        page = await self._read(outbox.list_mails, cursor=cursor, limit=PAGE)
        self._bodies = {**(self._bodies if cursor else {}), **{str(one.id): _body(one) for one in page.items}}
        self.mails = [*(self.mails if cursor else []), *(_line(one) for one in page.items)]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None

    async def _open(self, mail_id: str) -> None:
        line = next((one for one in self.mails if one["id"] == mail_id), None)
        body = self._bodies.get(mail_id, {})
        if SOURCE in body.get("html", ""):
            body = _body(await self._read(outbox.get, id=mail_id))
        self.chosen = {**line, **body} if line else {}

    @calls()
    async def read(self, mail_id: str) -> None:
        """Open a mail."""
        await self._open(mail_id)

    @calls()
    async def look(self, view: str) -> None:
        """Show the HTML or the text of the mail."""
        self.view = "text" if view == "text" else "html"

    @calls()
    async def show_more(self) -> None:
        """Read older mails."""
        if self._cursor:
            await self._fill(self._cursor)


def _line(one: MailRow) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "to": one.to,
        "subject": one.subject,
        "template": one.template,
        "state": one.state,
        "state_name": WORDS.get(one.state, one.state),
        "error": one.error_message or "",
        "at": (one.sent_at or one.created_at).isoformat(),
    }


def _body(one: MailRow) -> dict[str, str]:
    return {"text": one.text, "html": one.html}
