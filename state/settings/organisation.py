"""The organisation's settings."""

import json
from typing import Any, ClassVar
from zoneinfo import available_timezones

import reflex as rx
from reflex.event import EventSpec

from app.accounts import tenants
from app.core.actions import Action
from app.crm.demo import load as sample_in
from app.crm.demo import remove as sample_out
from state.base import Page, calls
from state.settings.profile import NAMES
from state.toasts import toast

FIELDS = ("name", "slug", "locale", "zone", "currency", "accent")
MAY_BE_EMPTY = ("address",)


class OrganisationState(Page, rx.State):
    """Name, address, language, zone, currency and colour of the organisation, and its sample data."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (tenants.get,)

    values: dict[str, str] = {}
    accent: str = ""
    sample: bool = False
    operator_until: str = ""
    languages: list[dict[str, str]] = []
    zones: list[str] = []

    @calls()
    async def load(self) -> None:
        """Read the settings."""
        self._take(await self._read(tenants.get))
        self.languages = [{"value": code, "label": name} for code, name in NAMES.items()]
        known = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc")}
        self.zones = sorted(known | {"UTC", self.values["zone"]})
        self.loading = False

    def _take(self, found: Any) -> None:
        self.values = {name: str(getattr(found, name)) for name in (*FIELDS, *MAY_BE_EMPTY)}
        self.accent, self.sample = found.accent, found.sample_loaded_at is not None
        self.operator_until = found.operator_until.isoformat() if found.operator_until else ""

    @calls(tenants.update)
    async def save(self, form: dict[str, Any]) -> list[EventSpec]:
        """Keep what was changed; a new colour shows at once."""
        given = {name: str(form[name]) for name in FIELDS if form.get(name)}
        given |= {name: str(form[name]) for name in MAY_BE_EMPTY if name in form}
        self._take((await self._run(tenants.update, given)).value)
        return [rx.call_script(f"window.stewardBrand?.({json.dumps(self.accent)})"), toast("Organisation saved.")]

    @calls()
    async def try_accent(self, colour: str) -> EventSpec:
        """Show the colour on the whole page before it is kept."""
        self.accent = colour[:7]
        return rx.call_script(f"window.stewardAccent?.({json.dumps(self.accent)})")

    @calls(sample_in.load)
    async def load_sample(self) -> EventSpec:
        """Fill the organisation with the sample company."""
        done = await self._run(sample_in.load)
        self.sample = True
        return self._told(
            "Sample data loaded: {deals} deals, {leads} leads.", done, deals=done.value.deals, leads=done.value.leads
        )

    @calls(sample_out.remove)
    async def remove_sample(self) -> EventSpec:
        """Remove the sample company without a trace."""
        done = await self._run(sample_out.remove)
        self.sample = False
        return toast("Sample data removed: {count} records.", count=done.value.changed)
