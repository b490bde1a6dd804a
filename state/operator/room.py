"""The limits of one organisation, as the operator sees and sets them."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import operator_limits
from app.accounts.operator_rows import LimitRow
from app.core.actions import Action
from app.core.errors import Invalid
from state.base import Page, calls
from state.toasts import toast

FIELDS = ("people", "records", "requests_a_minute", "jobs_a_day")


class RoomState(Page, rx.State):
    """What an organisation may use at most, what it uses, and the form that changes it."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (operator_limits.limits,)

    id: str = ""
    name: str = ""
    most: dict[str, str] = {}
    people_now: int = 0
    records_now: int = 0
    jobs_now: int = 0

    @calls()
    async def ask(self, tenant_id: str, name: str) -> None:
        """Show the limits of an organisation."""
        self._take(await self._read(operator_limits.limits, tenant_id=tenant_id))
        self.id, self.name, self.errors = tenant_id, name[:200], {}

    def _take(self, row: LimitRow) -> None:
        self.most = {field: str(getattr(row, field) or "") for field in FIELDS}
        self.people_now, self.records_now, self.jobs_now = row.people_now, row.records_now, row.jobs_now

    @calls()
    async def close(self) -> None:
        """Put the form away."""
        self.id = ""

    @calls(operator_limits.set_limits)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep the limits; an empty field lifts that one."""
        given = {field: _whole(field, str(form.get(field, "")).strip()) for field in FIELDS}
        why = str(form.get("why", ""))
        done = await self._run(operator_limits.set_limits, {"tenant_id": self.id, "why": why, **given})
        self._take(done.value)
        self.id = ""
        return toast("Limits of “{name}” saved.", name=self.name)


def _whole(field: str, text: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise Invalid("Write a whole number. Nothing was changed.", fields={field: "a whole number"}) from None
