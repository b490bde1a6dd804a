"""Leads on their way: given to people, worked, qualified, lost."""

from uuid import UUID

from app.core import events, listing, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict
from app.core.listing import ListQuery
from app.crm import bulk, records
from app.crm.bulk import Bulk, Ids
from app.crm.lead_news import announce
from app.crm.listings.leads import LEADS
from app.crm.models import Lead, LeadState
from app.crm.rows.leads import LeadRow
from app.crm.rows.values import Line

WRITE = Permission.LEADS_WRITE
ANSWERED = {LeadState.WORKING, LeadState.QUALIFIED}


@action("lead.assign", permission=WRITE, effect=Effect.WRITE, title="Give leads an owner")
def assign(
    session: Session,
    actor: Actor,
    owner_id: UUID | None,
    ids: Ids | None = None,
    query: ListQuery | None = None,
    version: int | None = None,
) -> Bulk:
    """Give leads to a colleague by hand, or put them back into the queue (nobody).

    Raises Conflict where one lead is given and somebody else has changed it since `version`.
    """
    if ids and len(ids) == 1:
        records.seen(session, Lead, ids[0], version, {"owner_id"})
    done = bulk.assign(session, LEADS, ids, query, owner_id)
    if ids and len(ids) == 1:
        _give(session, ids[0], owner_id, f"Chosen by {actor.name}")
    return done


@action("lead.move", permission=WRITE, effect=Effect.WRITE, title="Change state of lead")
def move(
    session: Session, actor: Actor, id: UUID, state: LeadState, reason: Line = None, version: int | None = None
) -> LeadRow:
    """Put a lead into another state; `reason` is kept for a lost one.

    Raises Conflict for a converted lead, and where somebody else has changed it since `version`.
    """
    lead = records.seen(session, Lead, id, version, {"state", "lost_reason"})
    if LeadState.CONVERTED in (lead.state, state):
        raise Conflict("A lead is converted by lead.convert, and stays converted; undo the conversion instead.")
    before, lead.state = lead.state, state.value
    lead.lost_reason = reason if state is LeadState.LOST else None
    if state in ANSWERED:
        lead.last_contact = times.utc_now()
        lead.first_contact = lead.first_contact or lead.last_contact
    session.flush()
    events.record(session, "lead.moved", lead, before=before, state=state.value)
    return listing.one(session, LEADS, id)


@action("lead.qualify", permission=WRITE, effect=Effect.WRITE, title="Qualify lead")
def qualify(session: Session, actor: Actor, id: UUID) -> LeadRow:
    """Say that a lead is worth a deal."""
    return move(session, actor, id, LeadState.QUALIFIED)


@action("lead.lose", permission=WRITE, effect=Effect.WRITE, title="Lose lead")
def lose(session: Session, actor: Actor, id: UUID, reason: Line = None) -> LeadRow:
    """Give a lead up, with the reason."""
    return move(session, actor, id, LeadState.LOST, reason)


def _give(session: Session, lead_id: UUID, owner_id: UUID | None, reason: str) -> None:
    lead = records.load(session, Lead, lead_id)
    session.refresh(lead)
    lead.owner_id, lead.assigned_reason = owner_id, reason
    lead.assigned_at = times.utc_now() if owner_id else None
    session.flush()
    events.record(session, "lead.assigned", lead, owner=owner_id)
    announce(session, lead_id)
