"""The list of mail templates."""

import re
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.errors import Invalid
from app.core.mail import template_actions as templates
from app.core.mail.template_rows import TemplateLine
from app.core.said import in_english
from state import here, live
from state.base import Page, calls

ORIGINS = in_english({"shipped": "Shipped", "edited": "Changed here", "own": "Own"})
STARTERS = {
    "greeting": "welcome",
    "list": "order-confirmation",
    "code": "first-order-discount",
    "notice": "notification",
}


class MailTemplatesState(Page, rx.State):
    """All templates that fit the search, and the form of a new one."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (templates.list_, templates.get)

    rows: list[dict[str, Any]] = []
    search: str = ""
    creating: bool = False
    _all: list[dict[str, Any]] = []

    @calls()
    async def load(self) -> None:
        """Read the templates."""
        live.watch(MailTemplatesState.refresh, "mail_template")
        self.search, self.creating = "", False
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again."""
        await self._fill()

    async def _fill(self) -> None:
        self._all = [_row(one) for one in await self._read(templates.list_)]
        self._all.sort(key=lambda row: row["title"].casefold())
        self._show()

    def _show(self) -> None:
        words = self.search.casefold().split()
        self.rows = [row for row in self._all if all(word in row["words"] for word in words)]

    @calls()
    async def find(self, words: str) -> None:
        """Show those that hold all the words."""
        self.search = words[:200]
        self._show()

    @calls()
    async def open_form(self) -> None:
        """Show the form of a new template."""
        self.creating, self.errors = True, {}

    @calls()
    async def close(self) -> None:
        """Put the form away."""
        self.creating = False

    @calls(templates.save)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Keep a new template that starts as a copy of another, and open it."""
        title = str(form.get("title", "")).strip()
        name = slug(title)
        if not name or any(row["id"] == name for row in self._all):
            raise Invalid("Choose another name.", fields={"title": "has to differ from the others"})
        base = await self._read(templates.get, name=STARTERS.get(str(form.get("start", "")), "welcome"))
        parts = {part: getattr(base, part) for part in ("subject", "preheader", "body", "form", "plain", "variables")}
        await self._run(templates.save, {**parts, "name": name, "title": title, "version": 0}, description="")
        self.creating = False
        return rx.redirect(f"/settings/mail-templates/{name}")


def slug(title: str) -> str:
    """The name of a template as workflows write it: small letters, digits, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:80]


def _row(one: TemplateLine) -> dict[str, Any]:
    series = here.said(in_english(f"{one.series}, day {one.day}")) if one.series else ""
    return {
        "id": one.name,
        "title": one.title,
        "subject": one.example,
        "description": one.description,
        "origin": one.origin,
        "origin_name": here.said(ORIGINS[one.origin]),
        "series": series,
        "updated_at": one.updated_at.isoformat() if one.updated_at else "",
        "words": f"{one.name} {one.title} {one.subject} {one.description} {series}".casefold(),
    }
