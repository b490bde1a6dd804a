"""Leads: those who may become customers."""

from typing import Unpack
from uuid import UUID

from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.listing import ListQuery, Page
from app.crm import lead_scores, records
from app.crm.lead_intake import take_in
from app.crm.list_actions import ListActions
from app.crm.listings.leads import LEADS
from app.crm.models import Lead
from app.crm.rows.leads import LeadChanges, LeadDetails, LeadRow
from app.crm.rows.values import Name

READ, WRITE = Permission.LEADS_READ, Permission.LEADS_WRITE
ACTIONS = ListActions(LEADS, READ, WRITE, "leads")
count = ACTIONS.count()
delete = ACTIONS.delete()
tag = ACTIONS.tag()
export = ACTIONS.export()


@action("lead.list", permission=READ, effect=Effect.READ, title="List leads", palette="/leads")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[LeadRow]:
    """A page of leads, newest first unless told otherwise."""
    return listing.page(session, LEADS, query)


@action("lead.get", permission=READ, effect=Effect.READ, title="Show lead")
def get(session: Session, actor: Actor, id: UUID) -> LeadRow:
    """One lead. Raises NotFound."""
    return listing.one(session, LEADS, id)


@action("lead.create", permission=WRITE, effect=Effect.WRITE, title="Create lead", palette="/leads")
def create(
    session: Session,
    actor: Actor,
    name: Name,
    source: Name = "manual",
    owner_id: UUID | None = None,
    **details: Unpack[LeadDetails],
) -> LeadRow:
    """A new lead; the workflows on lead.created score it in a moment, and give it to somebody unless one is named."""
    lead = {"name": name, "source": source, "owner_id": owner_id, **details}
    return listing.one(session, LEADS, take_in(session, actor, [lead])[0])


@action("lead.update", permission=WRITE, effect=Effect.WRITE, title="Edit lead")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[LeadChanges]
) -> LeadRow:
    """Change the given fields only; a lead that is scored already is scored anew by what is known now.

    Raises Conflict when somebody else has changed the lead since `version`.
    """
    lead_scores.again(session, actor, [records.change(session, Lead, id, version, changes)])
    return listing.one(session, LEADS, id)
