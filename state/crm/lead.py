"""One lead: who they are, why they are worth the time, and what becomes of them."""

from collections.abc import Sequence
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation.lead_management import handling as lead_handling
from app.automation.lead_management.handling import LeadHandling
from app.core.actions import Action, Done
from app.core.said import in_english
from app.crm import conversion, lead_allotting, lead_moves, lead_scores, leads
from app.crm.rows.leads import LeadRow, PointRow
from state import here
from state.base import calls
from state.crm.facts import Fact
from state.crm.leads import fresh
from state.crm.record_page import RecordPage
from state.crm.shown import initials, position, shown

FIT = {"fit", "demographic"}
STATES = ("new", "working", "nurture", "qualified", "lost")


class LeadState(RecordPage, rx.State):
    """The record page of a lead."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (lead_scores.points, lead_handling.handling)
    _get = leads.get
    _update = leads.update
    _table = "lead"
    _topics = ("lead_point",)
    _facts: ClassVar[Sequence[Fact]] = (
        Fact("name", "Name"),
        Fact("email", "E-mail", "email"),
        Fact("phone", "Phone", "phone"),
        Fact("company_name", "Company"),
        Fact("role", "Role"),
        Fact("owner_id", "Owner", "person", shown="owner_name", note="assigned_reason"),
        Fact("state", "State", "choice", options=STATES),
        Fact("source", "Source"),
        Fact("interest", "Interested in"),
        Fact("budget", "Budget", "money"),
        Fact("employees", "Employees", "number"),
        Fact("country", "Country"),
        Fact("city", "City"),
        Fact("territory", "Territory"),
        Fact("message", "Message", "long"),
        Fact("consent", "Consent", "boolean"),
        Fact("tags", "Tags", "tags"),
        Fact("last_contact", "Last contact", "moment", fixed=True),
        Fact("created_at", "Added", "date", fixed=True),
    )

    points: list[dict[str, Any]] = []
    fit: int = 0
    engagement: int = 0
    scoring: str = ""
    workflow: str = ""
    workflow_id: str = ""
    run_id: str = ""

    def _more(self, row: LeadRow) -> dict[str, Any]:
        subtitle = position(row.role, row.company_name)
        return {"initials": initials(row.name), "subtitle": subtitle}

    def _show(self, row: LeadRow) -> None:
        super()._show(row)
        if self.scoring == "running" and fresh(row.created_at.isoformat()):
            self.scoring = "soon"
        for one in self.details:
            if one["name"] == "state" and row.state == "converted":
                one["fixed"] = True
            if one["name"] == "owner_id" and not row.owner_id:
                one["shown"] = here.said(in_english("Queue"))

    async def _around(self) -> None:
        ledger: list[PointRow] = await self._read(lead_scores.points, id=self._id)
        self.points = [_line(line) for line in ledger]
        self.fit = sum(line.points for line in ledger if line.kind in FIT)
        self.engagement = sum(line.points for line in ledger if line.kind not in FIT)
        self._handled(await self._read(lead_handling.handling, id=self._id))

    def _handled(self, found: LeadHandling) -> None:
        self.scoring = "soon" if found.under_way else found.care.value
        self.workflow, self.workflow_id = found.workflow_name, str(found.workflow_id or "")
        self.run_id = str(found.run_id or "")

    async def _change(self, name: str, value: Any, version: int | None) -> Done[Any]:
        if name == "owner_id":
            return await self._run(lead_moves.assign, owner_id=value, ids=[self._id], version=version)
        if name == "state":
            return await self._run(lead_moves.move, id=self._id, state=value, version=version)
        return await super()._change(name, value, version)

    @calls(leads.update, lead_moves.assign, lead_moves.move)
    async def save(self, name: str, value: str, version: int) -> Any:
        """Change one fact; asks why where the lead is given up."""
        if (name, value) == ("state", "lost"):
            self.dialog = "lose"
            return None
        return await self._save(name, value, version)

    @calls(leads.update, lead_moves.assign, lead_moves.move)
    async def use_mine(self) -> Any:
        """Put my value over that of the other."""
        return await self._use_mine()

    @calls(lead_moves.assign)
    async def assign(self, owner_id: str) -> EventSpec:
        """Give the lead to somebody, or put it back into the queue."""
        done = await self._run(lead_moves.assign, owner_id=owner_id or None, ids=[self._id])
        await self._fetch()
        return self._told(
            "Gave the lead to {name}", done, name=self.record["owner_name"] or here.said(in_english("the queue"))
        )

    @calls(lead_scores.score)
    async def score(self) -> EventSpec:
        """Score the lead now, whatever the workflows do."""
        done = await self._run(lead_scores.score, id=self._id)
        await self._fetch()
        return self._told("Scored “{name}”", done, name=self.record["name"])

    @calls(lead_allotting.allot)
    async def allot(self) -> EventSpec:
        """Let the rules find an owner."""
        done = await self._run(lead_allotting.allot, id=self._id)
        await self._fetch()
        return self._told(
            "{name}: {why}",
            done,
            name=done.value.owner_name or here.said(in_english("Queue")),
            why=done.value.assigned_reason,
        )

    @calls(lead_moves.lose)
    async def lose(self, form: dict[str, Any]) -> EventSpec:
        """Give the lead up, with the reason."""
        done = await self._run(lead_moves.lose, id=self._id, reason=str(form.get("reason", "")))
        self.dialog = ""
        await self._fetch()
        return self._told("Marked as lost.", done)

    @calls(conversion.convert)
    async def convert(self, form: dict[str, Any]) -> EventSpec:
        """Make the lead a contact with a company and a deal."""
        given = {name: value for name, value in form.items() if value not in ("", None)}
        done = await self._run(conversion.convert, {**given, "id": self._id})
        self.dialog = ""
        await self._fetch()
        return self._told("Converted to a deal.", done, link=f"/deals/{done.value.deal_id}")

    @calls(leads.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the lead and go back to the list."""
        done = await self._run(leads.delete, ids=[self._id])
        return [self._told("Deleted “{name}”", done, name=self.record["name"]), rx.redirect("/leads")]


def _line(line: PointRow) -> dict[str, Any]:
    # Most reasons only repeat the rule and its points, which stand there already.
    more = "" if line.reason.startswith(line.rule) else line.reason
    return {**shown(line, "id", "rule", "points"), "reason": more}
