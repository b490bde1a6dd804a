"""The operator's console."""

import asyncio
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import operator_figures, operators
from app.core.actions import Action
from app.core.errors import Refused
from app.core.times import utc_now
from state.addresses import replace
from state.base import Page, calls
from state.toasts import toast

HOME = "/operator"
MEGA = 1_000_000
WORDS = {
    "operator.enter": "Looked into",
    "operator.leave": "Left",
    "operator.suspend": "Suspended",
    "operator.resume": "Resumed",
    "operator.set_limits": "Set the limits of",
    "operator.appoint": "Became operator",
    "operator.dismiss": "Is no operator any more",
}


class OperatorState(Page, rx.State):
    """How the parts do, the organisations from outside, and what the operators did."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        operators.list_tenants,
        operators.acts,
        operator_figures.health,
        operator_figures.usage,
    )

    refused: bool = False
    health: dict[str, Any] = {}
    tenants: list[dict[str, Any]] = []
    acts: list[dict[str, str]] = []
    search: str = ""
    asked: dict[str, str] = {}

    @calls()
    async def load(self) -> None:
        """Read everything; who is no operator sees nothing here."""
        self.search = str(dict(self.rx_router_url.query_parameters).get("search", ""))[:200]
        self.asked, self.refused = {}, False
        try:
            await self._fill()
        except Refused:
            self.refused, self.health, self.tenants, self.acts = True, {}, [], []
        self.loading = False

    async def _fill(self) -> None:
        health, tenants, usage, acts = await asyncio.gather(
            self._read(operator_figures.health),
            self._read(operators.list_tenants, search=self.search or None),
            self._read(operator_figures.usage),
            self._read(operators.acts),
        )
        used = {one.tenant_id: one for one in usage}
        names = {one.tenant_id: one.name for one in usage}
        self.health = _health(health)
        self.tenants = [_tenant(one, used.get(one.id)) for one in tenants]
        self.acts = [_act(one, names.get(one.tenant_id, "")) for one in acts[:100]]

    @calls()
    async def search_for(self, text: str) -> EventSpec:
        """Show the organisations whose name holds this."""
        self.search = text[:200]
        await self._fill()
        return replace(HOME, {"search": self.search})

    @calls()
    async def ask(self, act: str, tenant_id: str) -> None:
        """Ask for the reason of an act on an organisation."""
        found = next((one for one in self.tenants if one["id"] == tenant_id), None)
        if found and act in ("enter", "suspend", "resume"):
            self.asked, self.errors = {"act": act, "id": tenant_id, "name": found["name"]}, {}

    @calls()
    async def close(self) -> None:
        """Put the question away."""
        self.asked = {}

    @calls(operators.enter, operators.suspend, operators.resume)
    async def act(self, form: dict[str, Any]) -> EventSpec | None:
        """Do what was asked, with its reason."""
        verb = {"enter": operators.enter, "suspend": operators.suspend, "resume": operators.resume}.get(
            self.asked.get("act", "")
        )
        if verb is None:
            return None
        name = self.asked["name"]
        await self._run(verb, {"tenant_id": self.asked["id"], "why": str(form.get("why", ""))})
        self.asked = {}
        if verb is operators.enter:
            return rx.call_script("location.assign('/')")
        await self._fill()
        return toast("“{name}” is open again." if verb is operators.resume else "“{name}” is suspended.", name=name)


def _health(found: Any) -> dict[str, Any]:
    failed = found.jobs.get("failed", 0)
    return {
        "database": found.database_version.split(" ")[0],
        "size": round(found.database_size / MEGA, 1),
        "connections": found.connections,
        "redis": found.redis,
        "mail": found.mail,
        "waiting": sum(found.jobs.get(state, 0) for state in ("pending", "retrying")),
        "running": found.jobs.get("processing", 0),
        "failed": failed,
        "oldest": round(found.oldest_wait),
    }


def _tenant(one: Any, used: Any) -> dict[str, Any]:
    open_until = one.open_until if one.open_until and one.open_until > utc_now() else None
    return {
        "id": str(one.id),
        "name": one.name,
        "slug": one.slug,
        "active": one.active,
        "members": one.members,
        "created": one.created_at.isoformat(),
        "seen": one.last_seen_at.isoformat() if one.last_seen_at else "",
        "open_until": open_until.isoformat() if open_until else "",
        "events": used.events if used else 0,
        "jobs": used.jobs if used else 0,
        "mails": used.mails if used else 0,
    }


def _act(one: Any, tenant: str) -> dict[str, str]:
    return {
        "who": one.name,
        "act": WORDS.get(one.act, one.act),
        "tenant": tenant,
        "why": one.why or "",
        "at": one.at.isoformat(),
    }
