"""Questions of runs to people."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import approvals
from app.automation.run_rows import ApprovalRow
from app.core.actions import Action
from app.core.errors import NotFound
from state import live
from state.base import Page, calls


class ApprovalsState(Page, rx.State):
    """What waits for an answer, those to me first."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (approvals.list_, approvals.get)

    approval_id: str = ""
    one: dict[str, Any] = {}
    mine: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    answered: list[dict[str, Any]] = []
    asking: str = ""
    approving: bool = False

    @calls()
    async def load(self) -> None:
        """Read the questions, or the one that the address names."""
        live.watch(ApprovalsState.refresh, "workflow_approvals")
        self.approval_id, self.one, self.asking = self._param("approval_id"), {}, ""
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because one was asked or answered."""
        await self._fill()

    async def _fill(self) -> None:
        if self.approval_id:
            await self._fill_one()
            return
        found = await self._read(approvals.list_, waiting=False)
        open_ = [one for one in found if one.state == "waiting"]
        self.mine = [_shown(one) for one in open_ if one.mine]
        self.others = [_shown(one) for one in open_ if not one.mine]
        self.answered = [_shown(one) for one in found if one.state != "waiting"][:50]

    async def _fill_one(self) -> None:
        try:
            self.one = _shown(await self._read(approvals.get, id=self.approval_id))
        except NotFound:
            self.one = {}

    @calls()
    async def ask(self, approval_id: str, approved: bool) -> None:
        """Show the form of an answer, or put it away ("")."""
        self.asking, self.approving = approval_id, approved

    @calls(approvals.answer)
    async def answer(self, form: dict[str, Any]) -> EventSpec:
        """Say yes or no, with a note; the run goes on."""
        note = str(form.get("note", ""))
        done = await self._run(approvals.answer, id=self.asking, approved=self.approving, note=note)
        self.asking = ""
        await self._fill()
        return self._told("Approved; the run goes on." if self.approving else "Refused; the run goes on.", done)


def _shown(one: ApprovalRow) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "title": one.title,
        "message": one.message,
        "workflow": one.workflow_name,
        "run": f"/runs/{one.execution_id}",
        "to": one.escalated_to or one.to,
        "state": one.state,
        "open": one.mine and one.state == "waiting",
        "at": one.created_at.isoformat(),
        "until": one.until.isoformat() if one.until else "",
        "by": one.answered_by or "",
        "note": one.note or "",
    }
