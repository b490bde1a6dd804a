"""How the person wants to hear of things."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts.notifications import preferences
from app.core.actions import Action
from state.base import Page, calls
from state.toasts import toast


class NotificationsState(Page, rx.State):
    """A choice for each kind and channel, quiet hours, and the hour of the summary."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (preferences.preferences,)

    kinds: list[dict[str, Any]] = []
    quiet_from: str = ""
    quiet_until: str = ""
    digest_hour: str = "8"
    zone: str = ""

    @calls()
    async def load(self) -> None:
        """Read the choices."""
        self._take(await self._read(preferences.preferences))
        self.loading = False

    def _take(self, found: Any) -> None:
        self.kinds = [
            {"kind": k.kind, "title": k.title, "meaning": k.meaning, "in_app": k.in_app, "email": k.email.value}
            for k in found.kinds
        ]
        self.quiet_from = found.quiet_from.strftime("%H:%M") if found.quiet_from else ""
        self.quiet_until = found.quiet_until.strftime("%H:%M") if found.quiet_until else ""
        self.digest_hour, self.zone = str(found.digest_hour), found.zone

    async def _choose(self, kind: str, **choice: Any) -> None:
        now = next(one for one in self.kinds if one["kind"] == kind)
        given = {"kind": kind, "in_app": now["in_app"], "email": now["email"], **choice}
        self._take((await self._run(preferences.set_preference, given)).value)

    @calls(preferences.set_preference)
    async def set_bell(self, kind: str, on: bool) -> None:
        """Show a kind in the bell, or not."""
        await self._choose(kind, in_app=on)

    @calls(preferences.set_preference)
    async def set_mail(self, kind: str, when: str) -> None:
        """Choose when a mail tells of a kind."""
        await self._choose(kind, email=when)

    @calls(preferences.set_hours)
    async def save_hours(self, form: dict[str, Any]) -> EventSpec:
        """Keep quiet hours and the hour of the summary."""
        given = {
            "quiet_from": form.get("quiet_from") or None,
            "quiet_until": form.get("quiet_until") or None,
            "digest_hour": form.get("digest_hour") or 8,
        }
        self._take((await self._run(preferences.set_hours, given)).value)
        return toast("Hours saved.")
