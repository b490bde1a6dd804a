"""What the CRM holds of a person, and which of its records are one person."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from app.accounts.export.held import rows
from app.accounts.export.people import found_by
from app.core.access import Permission
from app.core.db import Session
from app.core.holdings import Held, Person, holding
from app.crm.models import Contact, Deal, Lead, LeadPoint, Note, Task


@found_by("contact", Permission.CONTACTS_READ)
def contact(session: Session, record_id: UUID) -> Person | None:
    """A contact, with the leads that became it or bear its address."""
    found = session.scalars(select(Contact).where(col(Contact.id) == record_id)).first()
    if found is None:
        return None
    return _person(session, "contact", found.id, found.name, found.email, {found.id})


@found_by("lead", Permission.LEADS_READ)
def lead(session: Session, record_id: UUID) -> Person | None:
    """A lead, with the contact it became."""
    found = session.scalars(select(Lead).where(col(Lead.id) == record_id)).first()
    if found is None:
        return None
    contacts = {found.contact_id} if found.contact_id else set[UUID]()
    return _person(session, "lead", found.id, found.name, found.email, contacts, {found.id})


def _person(
    session: Session,
    table: str,
    record_id: UUID,
    name: str,
    email: str | None,
    contacts: set[UUID],
    leads: Iterable[UUID] = (),
) -> Person:
    emails = frozenset({email.lower()} if email else set[str]())
    same = or_(col(Lead.contact_id).in_(contacts), func.lower(col(Lead.email)).in_(emails))
    known = {
        "contact": frozenset(contacts),
        "lead": frozenset({*leads, *session.scalars(select(col(Lead.id)).where(same))}),
    }
    return Person(table, record_id, name, emails, known)


@holding("contact", "Contact", Permission.CONTACTS_READ)
def contacts(session: Session, person: Person) -> Iterable[Held]:
    """The person as a contact."""
    return rows(session, Contact, col(Contact.id).in_(person.ids("contact")))


@holding("leads", "Leads", Permission.LEADS_READ)
def leads(session: Session, person: Person) -> Iterable[Held]:
    """The person as a lead."""
    return rows(session, Lead, col(Lead.id).in_(person.ids("lead")))


@holding("scores", "Scores", Permission.LEADS_READ)
def scores(session: Session, person: Person) -> Iterable[Held]:
    """For what the leads were given points."""
    return rows(session, LeadPoint, col(LeadPoint.lead_id).in_(person.ids("lead")))


@holding("deals", "Deals", Permission.DEALS_READ)
def deals(session: Session, person: Person) -> Iterable[Held]:
    """The deals with the person; of a colleague those that are theirs."""
    from_leads = select(col(Lead.deal_id)).where(col(Lead.id).in_(person.ids("lead")))
    mine = or_(col(Deal.contact_id).in_(person.ids("contact")), col(Deal.id).in_(from_leads))
    return rows(session, Deal, or_(mine, col(Deal.owner_id).in_(person.ids("member"))))


@holding("tasks", "Tasks", Permission.TASKS_READ)
def tasks(session: Session, person: Person) -> Iterable[Held]:
    """The tasks about the person; of a colleague those that are theirs."""
    about = or_(col(Task.contact_id).in_(person.ids("contact")), col(Task.lead_id).in_(person.ids("lead")))
    return rows(session, Task, or_(about, col(Task.owner_id).in_(person.ids("member"))))


@holding("notes", "Notes", Permission.NOTES_READ)
def notes(session: Session, person: Person) -> Iterable[Held]:
    """The notes about the person, and those that a colleague wrote."""
    about = [
        and_(col(Note.subject_table) == table, col(Note.subject_id).in_(ids)) for table, ids in person.records.items()
    ]
    return rows(session, Note, or_(*about, col(Note.owner_id).in_(person.ids("member"))))
