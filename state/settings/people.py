"""The people of the organisation."""

import asyncio
from datetime import date, timedelta
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import members
from app.accounts import roles as rights
from app.accounts.rows import MemberRow
from app.core import times
from app.core.access import Permission
from app.core.actions import Action
from app.core.errors import Invalid
from app.core.metrics import Point
from app.core.metrics import actions as metrics
from state import here, live
from state.addresses import replace
from state.base import Page, calls
from state.crm.cards import initials

HOME = "/settings/people"
NOBODY: dict[str, Any] = {"id": "", "role": "rep", "capacity": "50", "active": True}


class PeopleState(Page, rx.State):
    """Who is here, what each can do and carries; and the form of one of them."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (members.list_members, rights.list_roles, metrics.read)

    people: list[dict[str, Any]] = []
    roles: list[dict[str, str]] = []
    search: str = ""
    role: str = ""
    editing: bool = False
    person: dict[str, Any] = NOBODY

    @calls()
    async def load(self) -> None:
        """Read the people; the address may ask for one of them."""
        live.watch(PeopleState.refresh, "member", "picture", "role", "lead", "deal", "task")
        asked = dict(self.rx_router_url.query_parameters)
        self.search, self.role, self.editing = str(asked.get("search", ""))[:200], str(asked.get("role", "")), False
        await self._fill()
        self._open(str(asked.get("person", "")))
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because somebody or their load has changed."""
        await self._fill()

    async def _fill(self) -> None:
        found, known, load = await asyncio.gather(
            self._read(members.list_members, search=self.search or None), self._read(rights.list_roles), self._load()
        )
        self.roles = [{"value": role.key, "label": role.name} for role in known]
        rows = [_person(one, load.get(str(one.id))) for one in found if self.role in ("", one.role)]
        self.people = sorted(rows, key=lambda row: not row["active"])

    async def _load(self) -> dict[str, Point]:
        if not here.actor().may(Permission.METRICS_READ):
            return {}
        reading = await self._read(metrics.read, name="load", period="all", group="owner")
        return {point.key: point for point in reading.points}

    @calls()
    async def search_for(self, text: str) -> EventSpec:
        """Show those whose name or address holds this."""
        self.search = text[:200]
        await self._fill()
        return self._address()

    @calls()
    async def only(self, role: str) -> EventSpec:
        """Show those in this role; "" shows all."""
        self.role = role
        await self._fill()
        return self._address()

    def _address(self) -> EventSpec:
        return replace(HOME, {"search": self.search, "role": self.role})

    @calls()
    async def add(self) -> None:
        """Show the form of a new person."""
        self.person, self.editing, self.errors = NOBODY, True, {}

    @calls()
    async def edit(self, member_id: str) -> None:
        """Show the form of one person."""
        self._open(member_id)

    def _open(self, member_id: str) -> None:
        found = next((one for one in self.people if one["id"] == member_id), None)
        if found:
            self.person, self.editing, self.errors = found, True, {}

    @calls()
    async def close(self) -> EventSpec:
        """Put the form away."""
        self.editing = False
        return self._address()

    @calls(members.create, members.update)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Add the person, or keep what was changed."""
        given = _given(form, here.actor().zone)
        if self.person["id"]:
            done = await self._run(members.update, given, id=self.person["id"], version=self.person["version"])
        else:
            email = str(form.get("email", "")).strip()
            done = await self._run(members.create, {**given, **({"email": email} if email else {})})
        self.editing = False
        await self._fill()
        return self._told("“{name}” is saved.", done, name=done.value.name)

    @calls(members.deactivate)
    async def deactivate(self) -> EventSpec:
        """Let the person in no more."""
        done = await self._run(members.deactivate, id=self.person["id"])
        self.editing = False
        await self._fill()
        return self._told("“{name}” is deactivated.", done, name=done.value.name)

    @calls(members.reactivate)
    async def reactivate(self) -> EventSpec:
        """Let the person in again."""
        done = await self._run(members.reactivate, id=self.person["id"])
        self.editing = False
        await self._fill()
        return self._told("“{name}” is active again.", done, name=done.value.name)


def _given(form: dict[str, Any], zone: str) -> dict[str, Any]:
    """What the form says, as the action takes it; raises Invalid."""
    given: dict[str, Any] = {"name": str(form.get("name", "")), "role": str(form.get("role") or "rep")}
    for name in ("skills", "territories"):
        given[name] = [word.strip() for word in str(form.get(name, "")).split(",") if word.strip()]
    given["capacity"] = str(form.get("capacity") or "0")
    given["away_until"] = _away(str(form.get("away_until", "")), zone)
    return given


def _away(day: str, zone: str) -> Any:
    """The end of the last day away, None where there is none."""
    try:
        return times.midnight(date.fromisoformat(day) + timedelta(days=1), times.zone(zone)) if day else None
    except (ValueError, OverflowError):
        raise Invalid("This is no day.", fields={"away_until": "write a day"}) from None


def _person(one: MemberRow, load: Point | None) -> dict[str, Any]:
    away = one.away_until if one.away_until and one.away_until > times.utc_now() else None
    last = times.local(away, times.zone(here.actor().zone)).date() - timedelta(days=1) if away else None
    carried = load.more if load else {}
    return {
        "id": str(one.id),
        "version": one.version,
        "name": one.name,
        "initials": initials(one.name),
        "picture": one.picture or "",
        "email": one.email or "",
        "role": one.role,
        "role_name": one.role_name,
        "skills": ", ".join(one.skills),
        "territories": ", ".join(one.territories),
        "capacity": str(one.capacity),
        "away_until": last.isoformat() if last else "",
        "active": one.active,
        "can_log_in": one.can_log_in,
        "sample": one.sample,
        "load": int(load.value) if load else 0,
        "percent": min(100, int(carried.get("percent", 0))),
        "full": int(carried.get("percent", 0)) >= 100,
        "leads": int(carried.get("leads", 0)),
        "deals": int(carried.get("deals", 0)),
        "tasks": int(carried.get("tasks", 0)),
        "href": (load.href if load else None) or "",
    }
