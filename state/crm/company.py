"""One company, with its people and its deals."""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.access import Permission
from app.core.actions import Action
from app.crm import companies, contacts
from app.crm.rows.companies import CompanyRow
from state import here
from state.base import calls
from state.crm import related
from state.crm.dealing import Dealing
from state.crm.facts import Fact
from state.crm.shown import initials


class CompanyState(Dealing, rx.State):
    """The record page of a company."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (contacts.list_, contacts.count)
    _get = companies.get
    _update = companies.update
    _table = "company"
    _field = "company_id"
    _topics = ("contact", "deal")
    _facts: ClassVar[Sequence[Fact]] = (
        Fact("name", "Name"),
        Fact("domain", "Domain"),
        Fact("sector", "Sector"),
        Fact("phone", "Phone", "phone"),
        Fact("country", "Country"),
        Fact("city", "City"),
        Fact("employees", "Employees", "number"),
        Fact("revenue", "Revenue", "money", currency="currency"),
        Fact("founded", "Founded", "year"),
        Fact("owner_id", "Owner", "person", shown="owner_name"),
        Fact("parent_id", "Parent company", "lookup", shown="parent_name", route="/companies/{}"),
        Fact("source", "Source"),
        Fact("tags", "Tags", "tags"),
        Fact("external_ref", "Reference"),
        Fact("created_at", "Added", "date", fixed=True),
    )

    staff: list[dict[str, Any]] = []
    contact_count: int = 0

    def _more(self, row: CompanyRow) -> dict[str, Any]:
        subtitle = ", ".join(part for part in (row.sector, row.city, row.country) if part)
        return {"initials": initials(row.name), "subtitle": subtitle}

    async def _around(self) -> None:
        await asyncio.gather(super()._around(), self._staff())

    async def _staff(self) -> None:
        if not here.actor().may(Permission.CONTACTS_READ):
            return
        query = related.of("company_id", self._id)
        page, count = await asyncio.gather(
            self._read(contacts.list_, query=query), self._read(contacts.count, query=query)
        )
        self.staff, self.contact_count = [related.contact(one) for one in page.items], count.value

    @calls(contacts.create)
    async def add_contact(self, form: dict[str, Any]) -> EventSpec:
        """Keep a new contact of the company."""
        given = {name: value for name, value in form.items() if value not in ("", None)}
        done = await self._run(contacts.create, {**given, "company_id": self._id})
        self.dialog = ""
        await self._fetch()
        return self._told("Created “{name}”", done, link=f"/contacts/{done.value.id}", name=done.value.name)

    @calls(companies.update)
    async def save(self, name: str, value: str, version: int) -> Any:
        """Change one fact."""
        return await self._save(name, value, version)

    @calls(companies.update)
    async def use_mine(self) -> Any:
        """Put my value over that of the other."""
        return await self._use_mine()

    @calls(companies.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the company and go back to the list."""
        done = await self._run(companies.delete, ids=[self._id])
        return [self._told("Deleted “{name}”", done, name=self.record["name"]), rx.redirect("/companies")]
