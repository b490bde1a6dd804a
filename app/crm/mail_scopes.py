"""What mails about records of the CRM may read: the same names that events of these records carry."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.db import Session
from app.core.mail.subjects import record_scope
from app.crm import contacts, deals, leads


@record_scope("contact")
def contact(session: Session, actor: Actor, row_id: UUID) -> dict[str, Any]:
    """A contact is the `user` of mails to customers."""
    actor.check(contacts.get.permission)
    row = asdict(contacts.get(session, actor, row_id))
    return {"user": row, "contact": row, "name": row["name"], "about": row["name"]}


@record_scope("lead")
def lead(session: Session, actor: Actor, row_id: UUID) -> dict[str, Any]:
    """A lead, who is the `user` as well."""
    actor.check(leads.get.permission)
    row = asdict(leads.get(session, actor, row_id))
    return {"lead": row, "user": row, "name": row["name"], "about": row["name"]}


@record_scope("deal")
def deal(session: Session, actor: Actor, row_id: UUID) -> dict[str, Any]:
    """A deal, with its contact as the `user` where it has one."""
    actor.check(deals.get.permission)
    row = asdict(deals.get(session, actor, row_id))
    found: dict[str, Any] = {"deal": row, "about": row["name"]}
    return {**contact(session, actor, row["contact_id"]), **found} if row["contact_id"] else found
