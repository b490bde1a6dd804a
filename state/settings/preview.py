"""What a lead would score, and who would get it."""

from typing import Any, ClassVar

import reflex as rx

from app.core.actions import Action
from app.crm import lead_preview
from state.base import Page, calls

FIELDS = ("source", "email", "role", "company_name", "territory", "employees", "budget", "interest", "message")


class PreviewState(Page, rx.State):
    """The answer to the last lead that was tried."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (lead_preview.preview,)

    tried: bool = False
    score: int = 0
    grade: str = ""
    given: list[dict[str, str]] = []
    owner: str = ""
    reason: str = ""

    @calls()
    async def load(self) -> None:
        """Nothing has been tried yet."""
        self.tried, self.errors = False, {}

    @calls()
    async def try_lead(self, form: dict[str, Any]) -> None:
        """Score the lead that was typed."""
        self.errors = {}
        given = {name: str(form[name]).strip() for name in FIELDS if str(form.get(name, "")).strip()}
        found = await self._read(lead_preview.preview, {**given, "consent": bool(form.get("consent"))})
        self.score, self.grade, self.tried = found.score, found.grade, True
        self.owner, self.reason = found.owner_name or "", found.reason
        self.given = [{"rule": line.rule, "points": f"{line.points:+d}".replace("-", "−")} for line in found.lines]
