"""The person's own settings."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import profile
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
