"""The person's own settings."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import new_address, profile
from app.core.actions import Action
from app.core.i18n import languages
from state.base import Page, calls
from state.toasts import toast

NAMES = {"en": "English", "es": "Español", "fr": "Français", "de": "Deutsch", "pt": "Português"}


class ProfileState(Page, rx.State):
    """Name, language, time zone and theme of whoever is here."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (profile.me,)

    name: str = ""
    email: str = ""
    verified: bool = True
    language: str = ""
    zone: str = ""
    role: str = ""
    languages: list[dict[str, str]] = []
    moving: bool = False

    @calls()
    async def load(self) -> None:
        """Read the profile."""
        self._take(await self._read(profile.me))
        self.languages = [{"value": code, "label": NAMES.get(code, code)} for code in languages()]
        self.loading = False

    def _take(self, me: Any) -> None:
        self.name, self.email, self.verified, self.role = me.name, me.email, me.verified, me.role_name
        self.language, self.zone = me.locale or "", me.zone or ""

    @calls(profile.update_profile)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep what was changed."""
        given = {key: str(form.get(key, "")) for key in ("name", "locale", "zone")}
        self._take((await self._run(profile.update_profile, given)).value)
        return toast("Profile saved.")

    @calls()
    async def ask_address(self, open: bool) -> None:
        """Show the form of a new address, or put it away."""
        self.moving, self.errors = open, {}

    @calls(new_address.change_email)
    async def change_email(self, form: dict[str, Any]) -> EventSpec:
        """Send a link to the new address."""
        given = {"email": str(form.get("email", "")), "password": str(form.get("password", ""))}
        await self._run(new_address.change_email, given)
        self.moving = False
        return toast("A mail with a link is on its way to {address}.", address=given["email"].strip())
