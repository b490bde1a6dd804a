"""Password and sessions."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import log_in, profile
from app.core.actions import Action
from app.core.errors import Invalid
from state.base import Page, calls
from state.toasts import toast


class SecurityState(Page, rx.State):
    """The password, and the browsers in which the person is signed in."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (profile.list_sessions,)

    sessions: list[dict[str, Any]] = []
    saved: int = 0

    @calls()
    async def load(self) -> None:
        """Read the sessions."""
        found = await self._read(profile.list_sessions)
        self.sessions = [
            {
                "id": str(one.id),
                "agent": _browser(one.agent),
                "address": one.address or "",
                "seen_at": one.seen_at.isoformat(),
                "current": one.current,
            }
            for one in found
        ]
        self.loading = False

    @calls(profile.change_password)
    async def change_password(self, form: dict[str, Any]) -> EventSpec:
        """Set a new password; other sessions end. Raises Invalid where the two differ."""
        if form.get("password") != form.get("again"):
            raise Invalid("The two new passwords differ; nothing was changed.", fields={"again": "type it once more"})
        given = {"current": str(form.get("current", "")), "password": str(form.get("password", ""))}
        await self._run(profile.change_password, given)
        self.saved += 1
        return toast("Password changed. Your other sessions were ended.")

    @calls(profile.end_session)
    async def end(self, session_id: str) -> EventSpec:
        """End one session at once, wherever it is."""
        await self._run(profile.end_session, id=session_id)
        self.sessions = [one for one in self.sessions if one["id"] != session_id]
        return toast("Session ended.")

    @calls(log_in.log_out_everywhere)
    async def end_all(self) -> None:
        """End all sessions, this one too."""
        await self._run(log_in.log_out_everywhere)


def _browser(agent: str | None) -> str:
    text = agent or ""
    browser = next((name for name in ("Edg", "OPR", "Firefox", "Chrome", "Safari") if name in text), "Browser")
    system = next((name for name in ("Windows", "Android", "iPhone", "Mac", "Linux") if name in text), "")
    return f"{ {'Edg': 'Edge', 'OPR': 'Opera'}.get(browser, browser) }{f', {system}' if system else ''}".strip()
