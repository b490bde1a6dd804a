"""AI: which providers are asked, what they cost, and what they may cost."""

from typing import Any, ClassVar
from uuid import UUID

import reflex as rx
from reflex.event import EventSpec

from app.ai import budgets, generate, providers, trial
from app.ai.rows import ProviderRow
from app.core.access import Permission
from app.core.actions import Action
from state import here, live
from state.ai.shown import shown_budget, shown_price, shown_provider, shown_text
from state.base import Page, calls
from state.toasts import toast


class AiState(Page, rx.State):
    """The six providers, the budgets, and the dialogs that change them; keys come in and never go out."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (providers.list_, budgets.list_, generate.get)

    rows: list[dict[str, Any]] = []
    limits: list[dict[str, Any]] = []
    prices: list[dict[str, Any]] = []
    chosen: dict[str, Any] = {}
    dialog: str = ""
    service: str = ""
    limit: str = ""
    may_write: bool = False
    may_spend: bool = False
    _rows: dict[str, ProviderRow] = {}
    _trials: dict[str, UUID] = {}

    @calls()
    async def load(self) -> None:
        """Read the providers and the budgets."""
        live.watch(AiState.refresh, "ai_provider", "ai_budgets", "ai_generations")
        actor = here.actor()
        self.may_write = actor.may(Permission.INTEGRATIONS_WRITE)
        self.may_spend = actor.may(Permission.SETTINGS_WRITE)
        self.dialog, self._trials = "", {}
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because a test ended or something was set."""
        await self._fill()

    async def _fill(self) -> None:
        found = await self._read(providers.list_)
        self._rows = {one.name: one for one in found}
        shown = [shown_provider(one) for one in found]
        for row in shown:
            if trial_id := self._trials.get(row["name"]):
                row["trial"] = shown_text(await self._read(generate.get, id=trial_id))
        self.rows = shown
        self.limits = [shown_budget(one) for one in await self._read(budgets.list_)]
        self._choose(str(self.chosen.get("name", "")))

    def _choose(self, name: str) -> None:
        row = self._rows.get(name)
        self.chosen = shown_provider(row) if row else {}
        self.prices = [shown_price(one) for one in row.prices] if row else []

    @calls()
    async def open_dialog(self, which: str, name: str) -> None:
        """Show the set-up or the prices of a provider."""
        self._choose(name)
        self.dialog, self.errors = which, {}

    @calls()
    async def open_budget(self, service: str, limit: str) -> None:
        """Show the form of a budget; no service for a new one."""
        self.dialog, self.service, self.limit, self.errors = "budget", service, limit, {}

    @calls()
    async def close(self) -> None:
        """Put dialogs away."""
        self.dialog, self.errors = "", {}

    @calls(providers.save)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep a provider as set up; an empty key leaves the one that is kept."""
        given = {"base_url": form.get("base_url") or None, "model": form.get("model") or None}
        name, key = str(self.chosen.get("name", "")), str(form.get("key", "")).strip()
        done = await self._run(
            providers.save, given, provider_name=name, key=key or None, active=bool(form.get("active"))
        )
        return await self._kept(done.value, "{name} is set up.", done)

    @calls(providers.save)
    async def take_key(self) -> EventSpec:
        """Take the organisation's own key away."""
        given = {"provider_name": self.chosen.get("name", ""), "key": "", "model": self.chosen.get("own_model") or None}
        done = await self._run(providers.save, given, active=bool(self.chosen.get("active")))
        return await self._kept(done.value, "The key of {name} is gone.", done)

    async def _kept(self, row: ProviderRow, message: str, done: Any) -> EventSpec:
        self.dialog = ""
        await self._fill()
        return self._told(message, done, name=row.title)

    @calls(trial.test)
    async def test(self, name: str) -> EventSpec:
        """Ask a provider for one word; its line shows what comes of it."""
        made = (await self._run(trial.test, provider_name=name)).value
        self._trials = {**self._trials, name: made.id}
        await self._fill()
        return toast("{name} is asked for one word.", link=f"/jobs/{made.job_id}", name=self._rows[name].title)

    @calls(providers.save_price)
    async def save_price(self, form: dict[str, Any]) -> EventSpec:
        """Keep an own price of a model."""
        given = {name: str(form.get(name, "")).strip() or None for name in ("model", "usd_in", "usd_out")}
        done = await self._run(providers.save_price, given, provider_name=self.chosen.get("name", ""))
        await self._fill()
        return self._told("The price of {name} is kept.", done, name=given["model"])

    @calls(providers.save_price)
    async def drop_price(self, model: str) -> EventSpec:
        """Let the shipped price count again."""
        done = await self._run(providers.save_price, provider_name=self.chosen.get("name", ""), model=model)
        await self._fill()
        return self._told("The shipped price of {name} counts again.", done, name=model)

    @calls(budgets.save)
    async def save_budget(self, form: dict[str, Any]) -> EventSpec:
        """Set what a service may cost a month."""
        service = self.service or str(form.get("service", ""))
        done = await self._run(budgets.save, service=service, usd_month=str(form.get("usd_month", "")))
        self.dialog = ""
        await self._fill()
        return self._told("The budget is kept.", done)
