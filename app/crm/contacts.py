"""Contacts: the people the company knows."""

from typing import Unpack
from uuid import UUID

from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.files import FileRow
from app.core.listing import Count, ListQuery, Page
from app.crm import bulk, exports, records
from app.crm.bulk import Bulk, Ids
from app.crm.exports import Format
from app.crm.listings.contacts import CONTACTS
from app.crm.models import Contact
from app.crm.rows.contacts import ContactChanges, ContactDetails, ContactRow
from app.crm.rows.values import Name, Tags

READ, WRITE = Permission.CONTACTS_READ, Permission.CONTACTS_WRITE


@action("contact.list", permission=READ, effect=Effect.READ, title="List contacts", palette="/contacts")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[ContactRow]:
    """A page of contacts, newest first unless told otherwise."""
    return listing.page(session, CONTACTS, query)


@action("contact.count", permission=READ, effect=Effect.READ, title="Count contacts")
def count(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Count:
    """How many contacts match, counted up to 10,000."""
    return listing.count(session, CONTACTS, query)


@action("contact.get", permission=READ, effect=Effect.READ, title="Show contact")
def get(session: Session, actor: Actor, id: UUID) -> ContactRow:
    """One contact. Raises NotFound."""
    return listing.one(session, CONTACTS, id)


@action("contact.create", permission=WRITE, effect=Effect.WRITE, title="Create contact", palette="/contacts")
def create(session: Session, actor: Actor, name: Name, **details: Unpack[ContactDetails]) -> ContactRow:
    """A new contact; it belongs to the one who makes it unless an owner is named."""
    made = Contact(name=name, **records.with_owner(actor, details))
    records.add(session, made)
    return listing.one(session, CONTACTS, made.id)


@action("contact.update", permission=WRITE, effect=Effect.WRITE, title="Edit contact")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[ContactChanges]
) -> ContactRow:
    """Change the given fields only. Raises Conflict when somebody else has changed the contact since `version`."""
    records.change(session, Contact, id, version, changes)
    return listing.one(session, CONTACTS, id)


@action("contact.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete contacts")
def delete(session: Session, actor: Actor, ids: Ids | None = None, query: ListQuery | None = None) -> Bulk:
    """Delete the named contacts, or all that match the query; undo brings them back."""
    return bulk.remove(session, CONTACTS, ids, query)


@action("contact.assign", permission=WRITE, effect=Effect.WRITE, title="Give contacts an owner")
def assign(
    session: Session, actor: Actor, owner_id: UUID | None, ids: Ids | None = None, query: ListQuery | None = None
) -> Bulk:
    """Give contacts to a colleague, or to nobody."""
    return bulk.assign(session, CONTACTS, ids, query, owner_id)


@action("contact.tag", permission=WRITE, effect=Effect.WRITE, title="Tag contacts")
def tag(
    session: Session,
    actor: Actor,
    add: Tags | None = None,
    remove: Tags | None = None,
    ids: Ids | None = None,
    query: ListQuery | None = None,
) -> Bulk:
    """Add tags to contacts and take others off."""
    return bulk.tag(session, CONTACTS, ids, query, add, remove)


@action("contact.export", permission=Permission.EXPORTS_READ, effect=Effect.WRITE, title="Export contacts")
def export(session: Session, actor: Actor, query: ListQuery = ListQuery(), format: Format = "csv") -> FileRow:
    """All matching contacts as a CSV or Excel file in which no cell can be a formula."""
    return exports.export(session, actor, CONTACTS, READ, query, format)
