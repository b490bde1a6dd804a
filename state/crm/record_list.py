"""The trait of the CRM's lists: views, filters in words, the people, and acts on many records."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import members
from app.core.access import Permission
from app.core.actions import Action, Done
from app.core.errors import Invalid
from app.core.files import FileRow
from app.core.listing import Listing
from app.core.queue import JobRow
from app.core.rules import Group, parse
from app.crm import saved_views
from app.crm.demo import load as sample
from state import here, live
from state.base import calls
from state.crm import filtering
from state.mixins import ListPage
from state.toasts import toast

ME = "me"
Rule = dict[str, Any]


@dataclass(frozen=True)
class View:
    """A named way to look at a list: its filters (ME stands for the person) and its order."""

    key: str
    where: Sequence[Rule] = ()
    sort: str = "-created_at"


def rule(field: str, operator: str, value: Any = True) -> Rule:
    """One filter of a view."""
    return {"field": field, "operator": operator, "value": value}


class RecordList(ListPage, rx.State, mixin=True):
    """A list page names `_of` (the definition of the list) and its `_views`, the first of which shows all."""

    _of: ClassVar[Listing[Any]]
    _views: ClassVar[tuple[View, ...]] = (View("all"),)
    # Where one record is shown, if not below the list.
    _records: ClassVar[str] = ""

    view: str = "all"
    chips: list[dict[str, str]] = []
    filter_fields: list[dict[str, Any]] = []
    people: list[dict[str, str]] = []
    creating: bool = False
    tagging: bool = False
    saved: list[dict[str, str]] = []
    naming: bool = False
    mine: str = ""
    _kept: list[saved_views.SavedViewRow] = []

    @classmethod
    def _allowed(cls) -> tuple[Action[..., Any], ...]:
        return (*super()._allowed(), members.list_members, saved_views.list_)

    @calls()
    async def load(self) -> None:
        """Read the address and the rows it asks for; a cursor that is no longer good starts at the first page."""
        live.watch(type(self).refresh, *self._topics, "member", "saved_view")
        self._asked()
        self.selected, self.everything, self.creating, self.tagging, self.naming = [], False, False, False, False
        self.filter_fields = filtering.fields(self._of)
        try:
            await asyncio.gather(self._fetch(), self._people(), self._views_kept())
        except Invalid:
            self._cursor, self.where, self.sort, self.search = None, [], self._sort, ""
            await self._fetch()
            raise
        finally:
            self._name()

    async def _people(self) -> None:
        if here.actor().may(Permission.PEOPLE_READ):
            found = await self._read(members.list_members)
            self.people = [{"value": str(one.id), "label": one.name} for one in found if one.active]

    async def _views_kept(self) -> None:
        self._kept = await self._read(saved_views.list_, noun=self._of.noun)
        self.saved = [{"key": str(one.id), "label": one.name} for one in self._kept]

    @calls()
    async def refresh(self) -> None:
        """Read the same rows again, because some of them changed."""
        await asyncio.gather(self._fetch(), self._views_kept())
        self._name()

    async def _anew(self) -> EventSpec:
        answer = await super()._anew()
        self._name()
        return answer

    def _name(self) -> None:
        self.chips = filtering.chips(self._of, self.where, self.people)
        asked = (_bare(self.where), self.sort)
        fixed = [view.key for view in self._views if asked == (self._rules_of(view), view.sort)]
        kept = [one for one in self._kept if asked == (_bare(one.rules), one.sort)]
        self.view = [*fixed, *(str(one.id) for one in kept), ""][0]
        self.mine = next((str(one.id) for one in kept if one.mine and str(one.id) == self.view), "")

    def _rules_of(self, view: View) -> list[Rule]:
        me = str(here.actor().member_id or "")
        return [{**one, "value": me} if one["value"] == ME else dict(one) for one in view.where]

    @calls()
    async def show_view(self, key: str) -> EventSpec:
        """Show the list as one of its views has it."""
        kept = next((one for one in self._kept if str(one.id) == key), None)
        view = next((one for one in self._views if one.key == key), self._views[0])
        self.where = [dict(one) for one in kept.rules] if kept else self._rules_of(view)
        self.sort, self.search = (kept or view).sort, ""
        return await self._anew()

    @calls()
    async def name_view(self, open: bool) -> None:
        """Ask under which name the present filters and order are to be kept, or put the question away."""
        self.naming, self.errors = open, {}

    @calls(saved_views.save)
    async def save_view(self, form: dict[str, Any]) -> EventSpec:
        """Keep the present filters and order as a view."""
        given = {"noun": self._of.noun, "name": str(form.get("name", "")), "rules": self.where, "sort": self.sort}
        done = await self._run(saved_views.save, given, shared=form.get("who") == "all")
        self.naming = False
        await self._views_kept()
        self._name()
        return self._told("Saved the view “{name}”", done, name=done.value.name)

    @calls(saved_views.delete)
    async def delete_view(self) -> EventSpec:
        """Delete the view that is shown, where it is the person's own."""
        done = await self._run(saved_views.delete, id=self.mine)
        await self._views_kept()
        self._name()
        return self._told("Deleted the view “{name}”", done, name=done.value.name)

    @calls()
    async def open_form(self) -> None:
        """Show the form of a new record."""
        self.creating, self.errors = True, {}

    @calls()
    async def close_form(self) -> None:
        """Put the form away."""
        self.creating = False

    @calls()
    async def open_tags(self) -> None:
        """Ask which tags the chosen records shall get."""
        self.tagging = True

    @calls()
    async def close_tags(self) -> None:
        """Put the question away."""
        self.tagging = False

    @calls(sample.load)
    async def load_sample(self) -> EventSpec:
        """Fill the organisation with the sample company."""
        done = await self._run(sample.load)
        await asyncio.gather(self._fetch(), self._people())
        return self._told("The sample company is here.", done)

    async def _create(self, action: Action[..., Any], form: dict[str, Any]) -> EventSpec:
        given = {name: value for name, value in form.items() if value not in ("", None)}
        done = await self._run(action, given)
        self.creating = False
        await self._fetch()
        called = getattr(done.value, "name", "") or getattr(done.value, "title", "")
        return self._told("Created “{name}”", done, link=f"{self._records or self._home}/{done.value.id}", name=called)

    async def _bulk(self, action: Action[..., Any], message: str, **more: Any) -> EventSpec:
        done: Done[Any] = await self._run(action, {**self._target(), **more})
        self.selected, self.everything = [], False
        await self._fetch()
        return self._told(message, done, count=done.value.changed)

    async def _tag(self, action: Action[..., Any], form: dict[str, Any]) -> EventSpec:
        tags = [part.strip() for part in str(form.get("tags", "")).split(",") if part.strip()]
        which = "remove" if form.get("how") == "remove" else "add"
        self.tagging = False
        return await self._bulk(action, "Tagged {count}", **{which: tags})

    async def _export(self, action: Action[..., Any], form: str) -> EventSpec:
        query = self._query()
        if not self.everything and self.selected:
            query = query.model_copy(update={"where": _chosen(self.selected), "search": None})
        file: FileRow | JobRow = (await self._run(action, query=query.model_dump(exclude_none=True), format=form)).value
        if isinstance(file, JobRow):
            return toast("The export is being made.", link=f"/jobs/{file.id}")
        return rx.call_script(f"location.assign({json.dumps(f'/api/files/{file.id}')})")


def _chosen(ids: list[str]) -> Group:
    return parse([{"field": "id", "operator": "in", "value": ids}])


def _bare(where: list[Rule]) -> list[Rule]:
    return [{key: one.get(key) for key in ("field", "operator", "value")} for one in where]
