"""The list of contacts."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.listing import Listing
from app.crm import contacts
from app.crm.listings.contacts import CONTACTS
from app.crm.rows.contacts import ContactRow
from state.base import calls
from state.crm.record_list import ME, RecordList, View, rule
from state.crm.shown import initials, shown

COLUMNS = ("id", "name", "company_name", "role", "email", "phone", "owner_name", "city", "country", "created_at")


class ContactsState(RecordList, rx.State):
    """The people the company knows, the newest first."""

    _list = contacts.list_
    _count = contacts.count
    _of: ClassVar[Listing[Any]] = CONTACTS
    _topics = ("contact", "company")
    _home = "/contacts"
    _views: ClassVar[tuple[View, ...]] = (
        View("all"),
        View("mine", (rule("owner_id", "equals", ME),), "name"),
        View("fresh", (rule("created_at", "within", "last_7_days"),)),
        View("loose", (rule("company_id", "is_empty"),)),
    )

    def _row(self, item: ContactRow) -> dict[str, Any]:
        company = f"/companies/{item.company_id}" if item.company_id else ""
        tags = ", ".join(item.tags)
        return {**shown(item, *COLUMNS), "initials": initials(item.name), "company": company, "tags": tags}

    @calls(contacts.create)
    async def create(self, form: dict[str, Any]) -> EventSpec:
        """Keep a new contact."""
        return await self._create(contacts.create, form)

    @calls(contacts.assign)
    async def assign(self, owner_id: str) -> EventSpec:
        """Give the chosen contacts to somebody, or to nobody."""
        return await self._bulk(contacts.assign, "Gave {count} an owner", owner_id=owner_id or None)

    @calls(contacts.tag)
    async def tag(self, form: dict[str, Any]) -> EventSpec:
        """Tag the chosen contacts."""
        return await self._tag(contacts.tag, form)

    @calls(contacts.delete)
    async def delete(self) -> EventSpec:
        """Delete the chosen contacts."""
        return await self._bulk(contacts.delete, "Deleted {count}")

    @calls(contacts.export)
    async def export(self, form: str) -> EventSpec:
        """Write the chosen contacts into a file."""
        return await self._export(contacts.export, form)
