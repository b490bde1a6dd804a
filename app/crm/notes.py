"""Notes: what people wrote down about a record."""

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints
from sqlalchemy import select
from sqlmodel import col

from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import OwnedRow, Session
from app.core.errors import NotFound
from app.core.listing import Count, ListQuery, Page
from app.crm import activity, bulk, mentions, records
from app.crm.bulk import Bulk, Ids
from app.crm.listings.work import NOTES
from app.crm.models import Company, Contact, Deal, Lead, Note
from app.crm.rows.work import NoteRow, Subject

READ, WRITE = Permission.NOTES_READ, Permission.NOTES_WRITE
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
SUBJECTS: dict[str, tuple[type[OwnedRow], Permission]] = {
    "lead": (Lead, Permission.LEADS_READ),
    "contact": (Contact, Permission.CONTACTS_READ),
    "company": (Company, Permission.COMPANIES_READ),
    "deal": (Deal, Permission.DEALS_READ),
}


@action("note.list", permission=READ, effect=Effect.READ, title="List notes")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[NoteRow]:
    """A page of notes, newest first."""
    return listing.page(session, NOTES, query)


@action("note.count", permission=READ, effect=Effect.READ, title="Count notes")
def count(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Count:
    """How many notes match, counted up to 10,000."""
    return listing.count(session, NOTES, query)


@action("note.get", permission=READ, effect=Effect.READ, title="Show note")
def get(session: Session, actor: Actor, id: UUID) -> NoteRow:
    """One note. Raises NotFound."""
    return listing.one(session, NOTES, id)


@action("note.create", permission=WRITE, effect=Effect.WRITE, title="Write note")
def create(session: Session, actor: Actor, subject_table: Subject, subject_id: UUID, body: Body) -> NoteRow:
    """A note about a lead, contact, company or deal; @name tells that colleague.

    Raises NotFound where there is no such record.
    """
    model, permission = SUBJECTS[subject_table]
    actor.check(permission)
    if session.execute(select(col(model.id)).where(col(model.id) == subject_id)).first() is None:
        raise NotFound(f"There is no such {subject_table} (any more).")
    note = Note(subject_table=subject_table, subject_id=subject_id, body=body, owner_id=actor.member_id)
    records.add(session, note, subject_table=subject_table, subject_id=subject_id)
    mentions.tell(session, actor, note)
    if subject_table in ("lead", "deal"):
        activity.worked_on(session, **{f"{subject_table}_id": subject_id})
    return listing.one(session, NOTES, note.id)


@action("note.update", permission=WRITE, effect=Effect.WRITE, title="Edit note")
def update(session: Session, actor: Actor, id: UUID, body: Body, version: int | None = None) -> NoteRow:
    """Change a note. Raises Conflict when somebody else has changed it since `version`."""
    before = records.load(session, Note, id).body
    mentions.tell(session, actor, records.change(session, Note, id, version, {"body": body}), before)
    return listing.one(session, NOTES, id)


@action("note.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete notes")
def delete(session: Session, actor: Actor, ids: Ids | None = None, query: ListQuery | None = None) -> Bulk:
    """Delete the named notes, or all that match the query; undo brings them back."""
    return bulk.remove(session, NOTES, ids, query)
