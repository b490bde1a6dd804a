"""The list of companies."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.listing import Listing
from app.crm import companies
from app.crm.listings.companies import COMPANIES
from app.crm.rows.companies import CompanyRow
from state import here
from state.base import calls
from state.crm.record_list import ME, RecordList, View, rule
from state.crm.shown import initials, shown

COLUMNS = (
    "id",
    "name",
    "sector",
    "country",
    "city",
    "domain",
    "phone",
    "employees",
    "revenue",
    "owner_name",
    "created_at",
)


class CompaniesState(RecordList, rx.State):
    """Who is or may become a customer, the newest first."""

    _list = companies.list_
    _count = companies.count
    _of: ClassVar[Listing[Any]] = COMPANIES
    _topics = ("company",)
    _home = "/companies"
    _views: ClassVar[tuple[View, ...]] = (
        View("all"),
        View("mine", (rule("owner_id", "equals", ME),), "name"),
        View("fresh", (rule("created_at", "within", "last_7_days"),)),
        View("large", (rule("employees", "at_least", 250),), "-employees"),
    )

    def _row(self, item: CompanyRow) -> dict[str, Any]:
        currency = item.currency or here.actor().currency
        tags = ", ".join(item.tags)
        return {
            **shown(item, *COLUMNS, "created_at"),
            "initials": initials(item.name),
            "currency": currency,
            "tags": tags,
        }

    @calls(companies.create)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Keep a new company."""
        return await self._create(companies.create, form)

    @calls(companies.assign)
    async def assign(self, owner_id: str) -> EventSpec:
        """Give the chosen companies to somebody, or to nobody."""
        return await self._bulk(companies.assign, "Gave {count} an owner", owner_id=owner_id or None)

    @calls(companies.tag)
    async def tag(self, form: dict[str, Any]) -> EventSpec:
        """Tag the chosen companies."""
        return await self._tag(companies.tag, form)

    @calls(companies.delete)
    async def delete(self) -> EventSpec:
        """Delete the chosen companies."""
        return await self._bulk(companies.delete, "Deleted {count}")

    @calls(companies.export)
    async def export(self, form: str) -> EventSpec:
        """Write the chosen companies into a file."""
        return await self._export(companies.export, form)
