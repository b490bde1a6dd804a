"""Prompts, and the texts that were written by them."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.ai import generate, prompts, shipped
from app.core.actions import Action
from state import live
from state.ai.shown import shown_prompt, shown_text
from state.base import Page, calls

MOST = 30


class TextsState(Page, rx.State):
    """All prompts, the texts written lately, the one that is read, and the form of a new prompt."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (prompts.list_, generate.list_)

    rows: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    text: dict[str, Any] = {}
    suggestions: list[str] = []
    creating: bool = False

    @calls()
    async def load(self) -> None:
        """Read the prompts and the texts."""
        live.watch(TextsState.refresh, "ai_prompts", "ai_generations")
        self.creating, self.text = False, {}
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because something was written."""
        await self._fill()

    async def _fill(self) -> None:
        self.rows = [shown_prompt(one) for one in await self._read(prompts.list_)]
        names = {one["id"]: one["name"] for one in self.rows}
        found = [shown_text(one) for one in (await self._read(generate.list_))[:MOST]]
        self.texts = [{**one, "prompt": names.get(one["prompt_id"], "")} for one in found]
        self._open(str(self.text.get("id", "")))

    def _open(self, text_id: str) -> None:
        self.text = next((one for one in self.texts if one["id"] == text_id), {})
        self.suggestions = list(self.text.get("suggestions", []))

    @calls()
    async def open(self, text_id: str) -> None:
        """Read a text."""
        self._open(text_id)

    @calls()
    async def open_form(self) -> None:
        """Show the form of a new prompt."""
        self.creating, self.errors = True, {}

    @calls()
    async def close(self) -> None:
        """Put away what lies above the page."""
        self.creating, self.text, self.suggestions = False, {}, []

    @calls(prompts.save)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Keep a new prompt, and open it."""
        given = {name: str(form.get(name, "")) for name in ("name", "category", "template")}
        made = (await self._run(prompts.save, given)).value
        self.creating = False
        return rx.redirect(f"/texts/{made.id}")

    @calls(shipped.restore)
    async def restore(self) -> EventSpec:
        """Bring the shipped prompts that are not there."""
        done = await self._run(shipped.restore)
        await self._fill()
        return self._told("The shipped prompts are here.", done)

    @calls(generate.rate)
    async def rate(self, used: bool) -> EventSpec:
        """Say whether the text was of use."""
        done = await self._run(generate.rate, id=self.text.get("id", ""), was_used=used)
        await self._fill()
        return self._told("Noted.", done)
