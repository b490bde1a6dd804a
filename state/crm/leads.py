"""The list of leads."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation.lead_management import handling as lead_handling
from app.automation.lead_management.handling import Care
from app.core.actions import Action
from app.core.listing import Listing
from app.core.rules.fields import words_of
from app.core.said import in_english
from app.core.times import utc_now
from app.crm import lead_moves, leads
from app.crm.listings.leads import LEADS
from app.crm.rows.leads import LeadRow
from state import here
from state.base import calls
from state.crm.record_list import ME, RecordList, View, rule
from state.crm.shown import initials, shown

COLUMNS = ("id", "name", "company_name", "role", "score", "grade", "state", "owner_name", "source", "email")
MORE = ("country", "phone", "created_at", "sample")
# A lead that is older and has no score is no longer about to get one.
SOON = timedelta(minutes=2)
OPEN = rule("state", "in", ["new", "working", "nurture", "qualified"])


class LeadsState(RecordList, rx.State):
    """Who may become a customer, the newest first."""

    _list = leads.list_
    _count = leads.count
    _of: ClassVar[Listing[Any]] = LEADS
    _topics = ("lead",)
    _home = "/leads"
    _actions: ClassVar[tuple[Action[..., Any], ...]] = (lead_handling.handling,)
    _views: ClassVar[tuple[View, ...]] = (
        View("all"),
        View("mine", (rule("owner_id", "equals", ME), OPEN), "-score"),
        View("hot", (rule("score", "at_least", 60), OPEN), "-score"),
        View("queue", (rule("owner_id", "is_empty"), OPEN)),
    )

    def _row(self, item: LeadRow) -> dict[str, Any]:
        more = {"initials": initials(item.name), "signal": signal(item), "state_name": here.said(words_of(item.state))}
        whose = {"owner_id": str(item.owner_id or ""), "owner_initials": initials(item.owner_name)}
        whose["owner_name"] = item.owner_name or here.said(in_english("Queue"))
        return {**shown(item, *COLUMNS, *MORE), **more, **whose}

    async def _fetch(self, *, counting: bool = True) -> None:
        await super()._fetch(counting=counting)
        if any(not row["grade"] for row in self.rows):
            found: lead_handling.LeadHandling = await self._read(lead_handling.handling)
            self.rows = [row if row["grade"] else {**row, **unscored(found, row["created_at"])} for row in self.rows]

    @calls(leads.create)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Take in a lead by hand."""
        return await self._create(leads.create, form)

    @calls(lead_moves.assign)
    async def assign(self, owner_id: str) -> EventSpec:
        """Give the chosen leads to somebody, or put them back into the queue."""
        return await self._bulk(lead_moves.assign, "Gave {count} an owner", owner_id=owner_id or None)

    @calls(leads.tag)
    async def tag(self, form: dict[str, Any]) -> EventSpec:
        """Tag the chosen leads."""
        return await self._tag(leads.tag, form)

    @calls(leads.delete)
    async def delete(self) -> EventSpec:
        """Delete the chosen leads."""
        return await self._bulk(leads.delete, "Deleted {count}")

    @calls(leads.export)
    async def export(self, form: str) -> EventSpec:
        """Write the chosen leads into a file."""
        return await self._export(leads.export, form)


def unscored(found: lead_handling.LeadHandling, created_at: str) -> dict[str, str]:
    """Why a lead that came at that time has no score: it is about to get one, or the workflow at that address rests."""
    soon = found.care is Care.RUNNING and fresh(created_at)
    return {"scoring": "soon" if soon else "no", "workflow": f"/workflows/{found.workflow_id or ''}"}


def fresh(created_at: str) -> bool:
    """Whether a lead has come just now."""
    return utc_now() - datetime.fromisoformat(created_at) < SOON


def signal(lead: LeadRow) -> str:
    """What was last heard of a lead, in a few words."""
    if lead.state == "lost":
        return lead.lost_reason or here.said(in_english("Lost"))
    told = lead.interest or lead.message or ""
    source = lead.source.capitalize()
    return f"{source}: {told[:80]}" if told else source
