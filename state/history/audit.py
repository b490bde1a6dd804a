"""The audit: everything that was done."""

import asyncio
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import members
from app.core.access import Permission
from app.core.actions import Action
from app.core.history import actions as history
from app.core.history.rows import OperationRow
from state import here
from state.base import calls
from state.history.shown import shown_operation, undone
from state.mixins import ListPage

FIELDS = ("member_id", "touched", "door", "created_at", "action", "undoes_id")
RECORDS = ("lead", "deal", "contact", "company", "task", "note", "product", "member", "role", "score_rule")


class AuditState(ListPage, rx.State):
    """Operations, the newest first: by whom, on what, through which door, when."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (members.list_members,)
    _list: ClassVar[Action[..., Any]] = history.list_
    _home = "/history"
    _topics = (*RECORDS, "pipeline", "stage", "operation")

    people: list[dict[str, str]] = []
    chosen: dict[str, str] = {}
    other: str = ""

    def _row(self, item: OperationRow) -> dict[str, Any]:
        return shown_operation(item)

    async def _fetch(self, *, counting: bool = True) -> None:
        await asyncio.gather(super()._fetch(counting=counting), self._names())
        found = {str(rule["field"]): str(rule.get("value", "")) for rule in self.where}
        self.chosen = {name: found.pop(name, "") for name in FIELDS[:4]}
        self.other = ", ".join(str(rule.get("label") or rule["field"]) for rule in self.where if rule["field"] in found)

    async def _names(self) -> None:
        if here.actor().may(Permission.PEOPLE_READ) and not self.people:
            found = await self._read(members.list_members)
            self.people = [{"value": str(one.id), "label": one.name} for one in found]

    @calls()
    async def only(self, field: str, value: str) -> EventSpec:
        """Show only what has this value; "" shows all again."""
        how = {"touched": "contains", "created_at": "within"}.get(field, "equals")
        kept = [rule for rule in self.where if rule["field"] != field]
        new = {"field": field, "operator": how, "value": value}
        self.where = [*kept, new] if value and field in FIELDS else kept
        return await self._anew()

    @calls(history.undo)
    async def undo(self, operation_id: str) -> EventSpec:
        """Take an operation back, and say what had to stay."""
        done = await self._run(history.undo, operation_id=operation_id)
        await self._fetch(counting=False)
        return undone(done)
