"""Finding owners for leads by the rules, one or many in the same few statements."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.core import events, listing, times
from app.core.access import Permission
from app.core.actions import Effect, action, together
from app.core.actor import Actor
from app.core.db import Session
from app.core.db.bulk import update_rows
from app.core.errors import NotFound
from app.core.events import Event
from app.crm import lead_owners, records
from app.crm.assignment import Choice
from app.crm.lead_intake import event
from app.crm.lead_news import Given, announce_many
from app.crm.listings.leads import LEADS
from app.crm.models import Lead
from app.crm.rows.leads import LeadRow


@action("lead.allot", permission=Permission.LEADS_WRITE, effect=Effect.WRITE, title="Find an owner for lead")
def allot(session: Session, actor: Actor, id: UUID, only_unowned: bool = False) -> LeadRow:
    """Give a lead to whomever the rules choose now; it waits in the queue, with the reason, where nobody can.

    With `only_unowned` a lead that somebody has already stays theirs.
    """
    lead = records.load(session, Lead, id)
    if not (only_unowned and lead.owner_id):
        give(session, [lead])
    return listing.one(session, LEADS, id)


@together(allot)
def allot_many(session: Session, actor: Actor, asked: Sequence[Mapping[str, Any]]) -> list[LeadRow | NotFound]:
    """The same for many leads, in turn."""
    leads = records.load_many(session, Lead, [one["id"] for one in asked])
    anew = {one["id"] for one in asked if one["id"] in leads and not (one.get("only_unowned") and _owner(leads, one))}
    give(session, [leads[id] for id in dict.fromkeys(one["id"] for one in asked) if id in anew])
    shown = {row.id: row for row in listing.some(session, LEADS, list(leads))}
    return [shown.get(one["id"]) or records.gone(Lead) for one in asked]


def _owner(leads: Mapping[UUID, Lead], one: Mapping[str, Any]) -> UUID | None:
    return leads[one["id"]].owner_id


def give(session: Session, leads: Sequence[Lead]) -> None:
    """Give each of these leads, in turn, to whomever the rules choose, and tell the new owners."""
    if not leads:
        return
    choices = lead_owners.allot(session, [lead.model_dump(exclude={"owner_id"}) for lead in leads])
    _write(session, leads, choices)
    given = [Given(lead.id, choice.person_id, lead.sample) for lead, choice in zip(leads, choices, strict=True)]
    if told := [event(session, one.lead_id, "lead.assigned", owner=str(one.owner_id)) for one in given if one.owner_id]:
        session.execute(insert(Event), told)
    events.touch(session, "lead")
    announce_many(session, given)
    for lead in leads:
        session.expire(lead)


def _write(session: Session, leads: Sequence[Lead], choices: Sequence[Choice]) -> None:
    now = times.utc_now()
    rows = [
        {
            "id": lead.id,
            "owner_id": choice.person_id,
            "assigned_reason": choice.reason,
            "assigned_at": now if choice.person_id else None,
        }
        for lead, choice in zip(leads, choices, strict=True)
    ]
    session.flush()
    update_rows(session, Lead.metadata.tables["lead"], rows)
