"""Contacts: the people the company knows."""

from typing import Unpack
from uuid import UUID

from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.listing import ListQuery, Page
from app.crm import records
from app.crm.list_actions import ListActions
from app.crm.listings.contacts import CONTACTS
from app.crm.models import Contact
from app.crm.rows.contacts import ContactChanges, ContactDetails, ContactRow
from app.crm.rows.values import Name

READ, WRITE = Permission.CONTACTS_READ, Permission.CONTACTS_WRITE
ACTIONS = ListActions(CONTACTS, READ, WRITE, "contacts")
count = ACTIONS.count()
delete = ACTIONS.delete()
assign = ACTIONS.assign()
tag = ACTIONS.tag()
export = ACTIONS.export()


@action("contact.list", permission=READ, effect=Effect.READ, title="List contacts", palette="/contacts")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[ContactRow]:
    """A page of contacts, newest first unless told otherwise."""
    return listing.page(session, CONTACTS, query)


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
