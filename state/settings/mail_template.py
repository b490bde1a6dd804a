"""One mail template: what is kept, and the preview of what is typed."""

from dataclasses import asdict
from typing import Any, ClassVar

import reflex as rx
from pydantic_core import to_jsonable_python
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.errors import AppError, Invalid, NotFound
from app.core.listing import ListQuery
from app.core.mail import template_actions as templates
from app.crm import contacts, deals, leads
from state import here, live
from state.base import Page, calls
from state.toasts import toast

HOME = "/settings/mail-templates"
RECORDS: dict[str, tuple[Action[..., Any], str]] = {
    "contact": (contacts.list_, "company_name"),
    "lead": (leads.list_, "company_name"),
    "deal": (deals.list_, "company_name"),
}
MOST = 8


class MailTemplateState(Page, rx.State):
    """The template that the address names, its preview, and the records it can be previewed on."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        templates.get,
        templates.preview,
        *(action for action, _ in RECORDS.values()),
    )

    template: dict[str, Any] = {}
    letter: dict[str, Any] = {}
    choices: list[dict[str, str]] = []
    missing: bool = False

    @property
    def _name(self) -> str:
        return str(self.template.get("name") or self._param("template"))

    @calls()
    async def load(self) -> None:
        """Read the template and its letter."""
        live.watch(MailTemplateState.refresh, "mail_template")
        self.template, self.missing, self.choices = {}, False, []
        try:
            await self._fill()
            self.letter = asdict(await self._read(templates.preview, name=self._name))
        except (NotFound, Invalid):
            self.missing = True
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read the template again, because it changed."""
        try:
            await self._fill()
        except NotFound:
            self.missing = True

    async def _fill(self) -> None:
        self.template = to_jsonable_python(asdict(await self._read(templates.get, name=self._name)))

    @calls()
    async def preview(self, draft: dict[str, Any], kind: str, record: str) -> None:
        """Show the letter by what is typed."""
        given: dict[str, Any] = {"name": self._name, "draft": draft, **_on(kind, record)}
        try:
            self.letter = asdict(await self._read(templates.preview, given))
        except (NotFound, Invalid) as error:
            self.letter = {**self.letter, "problems": [_told(error)]}

    @calls()
    async def find(self, kind: str, words: str) -> None:
        """Look for records to preview on."""
        if kind not in RECORDS:
            return
        action, hint = RECORDS[kind]
        page = await self._read(action, query=ListQuery(search=words[:200] or None, limit=MOST))
        self.choices = [
            {"id": str(one.id), "label": str(one.name), "hint": str(getattr(one, hint) or "")} for one in page.items
        ]

    @calls(templates.save)
    async def save(self, draft: dict[str, Any], version: int) -> EventSpec:
        """Keep what is typed."""
        done = await self._run(templates.save, {**draft, "name": self._name, "version": version})
        self.template = to_jsonable_python(asdict(done.value))
        return self._told("“{name}” is saved.", done, name=done.value.title)

    @calls(templates.send_test)
    async def send_test(self, draft: dict[str, Any], kind: str, record: str) -> EventSpec:
        """Mail what is typed to oneself."""
        done = await self._run(templates.send_test, {"name": self._name, "draft": draft, **_on(kind, record)})
        kept = done.value.state == "kept"
        words = "The test mail to {to} lies in the outbox." if kept else "The test mail is on its way to {to}."
        return toast(words, link="/settings/outbox" if kept else None, to=done.value.to)

    @calls(templates.reset)
    async def set_back(self) -> EventSpec:
        """Let the shipped template count again."""
        done = await self._run(templates.reset, name=self._name)
        self.template = to_jsonable_python(asdict(done.value))
        return self._told("The shipped template counts again.", done)

    @calls(templates.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete a template of one's own."""
        done = await self._run(templates.delete, name=self._name)
        return [rx.redirect(HOME), self._told("“{name}” is deleted.", done, name=self.template["title"])]


def _on(kind: str, record: str) -> dict[str, str]:
    return {"record": kind, "record_id": record} if kind and record else {}


def _told(error: AppError) -> dict[str, Any]:
    return {"part": "body", "line": 1, "path": "", "message": here.said(error.message), "suggestion": ""}
