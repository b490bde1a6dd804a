"""One prompt: its template, what it says once filled, and the text that a model writes by it."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.ai import generate, prompts
from app.core import templates
from app.core.access import Permission
from app.core.actions import Action
from app.core.errors import Invalid, NotFound
from state import here, live
from state.ai.shown import shown_prompt, shown_text
from state.base import Page, calls
from state.toasts import toast

KEPT = ("name", "category", "template", "model", "temperature", "max_tokens")
LONGEST = 4_000


class PromptState(Page, rx.State):
    """The prompt that the address names; what is typed for its variables is kept while the page is open."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (prompts.get, prompts.preview, generate.list_)

    prompt: dict[str, Any] = {}
    variables: list[dict[str, str]] = []
    preview: str = ""
    problem: str = ""
    text: dict[str, Any] = {}
    suggestions: list[str] = []
    missing: bool = False
    may_write: bool = False
    unset: bool = False
    _values: dict[str, str] = {}
    _draft: str = ""
    _asked: str = ""

    @calls()
    async def load(self) -> None:
        """Read the prompt of the address."""
        live.watch(PromptState.refresh, "ai_prompts", "ai_generations")
        self.prompt, self.text, self._values, self._asked, self.suggestions = {}, {}, {}, "", []
        self.missing, self.unset, self.loading = False, False, True
        self.may_write = here.actor().may(Permission.CONTENT_WRITE)
        try:
            await self._fill(self._param("prompt_id"))
            await self._show()
        except (NotFound, Invalid):
            self.missing = True
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read it again, and how far the text is."""
        if self.prompt:
            await self._fill(str(self.prompt["id"]))

    async def _fill(self, prompt_id: str) -> None:
        found = shown_prompt(await self._read(prompts.get, id=prompt_id))
        if found["version"] != self.prompt.get("version"):
            self.prompt, self._draft = found, str(found["template"])
        texts = [shown_text(one) for one in await self._read(generate.list_) if str(one.prompt_id) == prompt_id]
        self.text = next((one for one in texts if self._asked in {"", one["id"]}), {})
        self.suggestions = list(self.text.get("suggestions", []))

    async def _show(self) -> None:
        try:
            names = sorted({path.split(".")[0] for path in templates.paths(self._draft)})
            self.variables = [{"name": name, "value": self._values.get(name, "")} for name in names]
            given = {name: self._values[name] for name in names if self._values.get(name)}
            self.preview = await self._read(prompts.preview, template=self._draft, variables=given)
            self.problem = ""
        except Invalid as error:
            self.preview, self.problem = "", here.said(error.message)

    @calls()
    async def write(self, template: str) -> None:
        """Show what is typed as it would read."""
        self._draft = template
        await self._show()

    @calls()
    async def fill(self, name: str, value: str) -> None:
        """Take the value of a variable."""
        self._values = {**self._values, name[:60]: value[:LONGEST]}
        await self._show()

    @calls(prompts.save)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep the prompt as typed."""
        given = {name: str(form.get(name, "")) for name in KEPT}
        done = await self._run(prompts.save, given, id=self.prompt["id"], version=self.prompt["version"])
        await self._fill(str(self.prompt["id"]))
        await self._show()
        return self._told("“{name}” is saved.", done, name=done.value.name)

    @calls(generate.generate)
    async def generate(self, form: dict[str, Any]) -> EventSpec:
        """Let a model write by what is kept, filled with the values; the page shows what comes of it."""
        names = {one["name"] for one in self.variables}
        typed = {name: str(form[name])[:LONGEST] for name in names if name in form}
        self._values = {**self._values, **typed}
        if self._draft != self.prompt["template"]:
            raise Invalid("Save the prompt first: the text is written by what is kept.")
        given = {name: value for name, value in self._values.items() if value}
        try:
            made = (await self._run(generate.generate, prompt_id=self.prompt["id"], variables=given)).value
        except Invalid as error:
            self.unset = "provider" in error.fields
            raise
        self._asked, self.unset = str(made.id), False
        await self._fill(str(self.prompt["id"]))
        return toast("The text is being written.", link=f"/jobs/{made.job_id}")

    @calls(prompts.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the prompt, and go back to the list."""
        done = await self._run(prompts.delete, id=self.prompt["id"])
        return [rx.redirect("/texts"), self._told("“{name}” is deleted.", done, name=self.prompt["name"])]
