"""One contact."""

from collections.abc import Sequence
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.crm import contacts
from app.crm.rows.contacts import ContactRow
from state.base import calls
from state.crm.dealing import Dealing
from state.crm.facts import Fact
from state.crm.shown import initials, position


class ContactState(Dealing, rx.State):
    """The record page of a contact."""

    _get = contacts.get
    _update = contacts.update
    _table = "contact"
    _field = "contact_id"
    _topics = ("company", "deal")
    _facts: ClassVar[Sequence[Fact]] = (
        Fact("name", "Name"),
        Fact("email", "E-mail", "email"),
        Fact("phone", "Phone", "phone"),
        Fact("company_id", "Company", "lookup", shown="company_name", route="/companies/{}"),
        Fact("role", "Role"),
        Fact("owner_id", "Owner", "person", shown="owner_name"),
        Fact("street", "Street"),
        Fact("postcode", "Postcode"),
        Fact("city", "City"),
        Fact("region", "Region"),
        Fact("country", "Country"),
        Fact("language", "Language"),
        Fact("birthday", "Birthday", "date"),
        Fact("source", "Source"),
        Fact("tags", "Tags", "tags"),
        Fact("external_ref", "Reference"),
        Fact("created_at", "Added", "date", fixed=True),
    )

    def _more(self, row: ContactRow) -> dict[str, Any]:
        subtitle = position(row.role, row.company_name)
        return {"initials": initials(row.name), "subtitle": subtitle}

    def _parties(self) -> dict[str, Any]:
        return {"contact_id": self._id, "company_id": self.record["company_id"] or None}

    @calls(contacts.update)
    async def save(self, name: str, value: str, version: int) -> Any:
        """Change one fact."""
        return await self._save(name, value, version)

    @calls(contacts.update)
    async def use_mine(self) -> Any:
        """Put my value over that of the other."""
        return await self._use_mine()

    @calls(contacts.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the contact and go back to the list."""
        done = await self._run(contacts.delete, ids=[self._id])
        return [self._told("Deleted “{name}”", done, name=self.record["name"]), rx.redirect("/contacts")]
