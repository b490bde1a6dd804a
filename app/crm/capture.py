"""Leads that come in by the organisation's own form, filled in by strangers."""

from dataclasses import dataclass

from app.accounts.caller import caller
from app.core import limits
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor, Kind
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.crm.lead_intake import take_in
from app.crm.rows.values import Email, Line, Long, Name, Phone

HOUR = 3600
EACH, TOGETHER = 20, 1_000
THANKS = "Thank you! We have your message and will answer soon."


@dataclass(frozen=True, slots=True)
class Received:
    """What the sender of a form reads."""

    message: str


@action("lead.capture", permission=Permission.PUBLIC, effect=Effect.WRITE, title="Send lead form")
def capture(
    session: Session,
    actor: Actor,
    name: Name,
    email: Email = None,
    phone: Phone = None,
    company_name: Line = None,
    interest: Line = None,
    message: Long = None,
    consent: bool = False,
) -> Received:
    """A new lead from a visitor of the form page, with all that workflows do for new leads.

    Raises NotFound for everybody else, Invalid without a way to answer, Limited after 20 from one place in an hour.
    """
    if actor.kind is not Kind.VISITOR or actor.tenant_id is None:
        raise NotFound("Leads of visitors come by the form page of an organisation.")
    if email is None and phone is None:
        raise Invalid(
            "We need a way to answer you; please give your e-mail or phone.", fields={"email": "give this or a phone"}
        )
    if where := caller().address:
        limits.hit("form", where, EACH, HOUR)
    limits.hit("form-tenant", str(actor.tenant_id), TOGETHER, HOUR)
    reach = {"email": email, "phone": phone, "company_name": company_name}
    told = {"interest": interest, "message": message, "consent": consent}
    take_in(session, actor, [{"name": name, "source": "form", **reach, **told}])
    return Received(THANKS)
