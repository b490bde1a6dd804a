"""From lead to customer: contact, company and deal, made or found again."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core import events, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict
from app.crm import deals, records
from app.crm.lead_facts import FREE_MAIL
from app.crm.models import Company, Contact, Lead, LeadState
from app.crm.rows.leads import Converted
from app.crm.rows.values import Amount, Line


@action("lead.convert", permission=Permission.LEADS_WRITE, effect=Effect.WRITE, title="Convert lead")
def convert(
    session: Session,
    actor: Actor,
    id: UUID,
    company_name: Line = None,
    deal_name: Line = None,
    amount: Amount = None,
    pipeline_id: UUID | None = None,
) -> Converted:
    """Turn a lead into contact, company and deal; those already known by e-mail, domain or name are used again.

    Raises NotFound, and Conflict for a lead that has been converted.
    """
    for permission in (Permission.CONTACTS_WRITE, Permission.COMPANIES_WRITE, Permission.DEALS_WRITE):
        actor.check(permission)
    lead = records.load(session, Lead, id)
    if lead.state == LeadState.CONVERTED:
        raise Conflict("This lead has been converted already; open its deal instead.")
    company, known_company = _company(session, lead, company_name or lead.company_name)
    contact, known_contact = _contact(session, lead, company)
    named = deal_name or lead.interest or f"{company.name if company else lead.name}"
    deal = deals.create(
        session,
        actor,
        named,
        pipeline_id,
        amount=amount if amount is not None else lead.budget,
        company_id=company.id if company else None,
        contact_id=contact.id,
        owner_id=lead.owner_id or actor.member_id,
        source=lead.source,
    )
    _settle(session, lead, company, contact, deal.id)
    reused = tuple(name for name, known in (("company", known_company), ("contact", known_contact)) if known)
    return Converted(lead.id, contact.id, company.id if company else None, deal.id, reused)


def _domain(email: str | None) -> str | None:
    domain = (email or "").rpartition("@")[2].lower()
    return domain if domain and domain not in FREE_MAIL else None


def _company(session: Session, lead: Lead, name: str | None) -> tuple[Company | None, bool]:
    domain = _domain(lead.email)
    same_name = func.lower(col(Company.name)) == (name or "").lower()
    known = (same_name | (col(Company.domain) == domain)) if domain else same_name
    # A company of that very name comes before one that only shares the domain.
    found = session.scalars(select(Company).where(known).order_by(same_name.desc(), col(Company.id)).limit(1)).first()
    if found or not name:
        return found, found is not None
    place: dict[str, Any] = {"country": lead.country, "city": lead.city, "employees": lead.employees}
    made = Company(name=name, domain=domain, owner_id=lead.owner_id, source=lead.source, sample=lead.sample, **place)
    return records.add(session, made), False


def _contact(session: Session, lead: Lead, company: Company | None) -> tuple[Contact, bool]:
    company_id = company.id if company else None
    if lead.email:
        same = col(Contact.email_key) == lead.email.lower()
        found = session.scalars(select(Contact).where(same).order_by(col(Contact.id)).limit(1)).first()
        if found:
            found.company_id = found.company_id or company_id
            return found, True
    first, _, last = lead.name.rpartition(" ")
    made = Contact(
        name=lead.name,
        first_name=first or lead.name,
        last_name=last if first else None,
        email=lead.email,
        phone=lead.phone,
        role=lead.role,
        company_id=company_id,
        owner_id=lead.owner_id,
        country=lead.country,
        city=lead.city,
        source=lead.source,
        tags=list(lead.tags),
        sample=lead.sample,
    )
    return records.add(session, made), False


def _settle(session: Session, lead: Lead, company: Company | None, contact: Contact, deal_id: UUID) -> None:
    lead.state, lead.converted_at = LeadState.CONVERTED.value, times.utc_now()
    lead.contact_id, lead.company_id, lead.deal_id = contact.id, company.id if company else None, deal_id
    session.flush()
    events.record(session, "lead.converted", lead, deal=deal_id, contact=contact.id)
