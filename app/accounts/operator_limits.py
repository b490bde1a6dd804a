"""The operator sets what each organisation may use, and sees how much of it is used."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.accounts import allowances
from app.accounts.models import Tenant
from app.accounts.operator import note
from app.accounts.operator_rows import LimitRow
from app.accounts.operators import Reason
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session, as_house, become
from app.core.errors import NotFound

Most = Annotated[int, Field(ge=1, le=1_000_000_000)]


@action("operator.limits", permission=Permission.OPERATOR, effect=Effect.READ, title="Show limits of organisation")
def limits(session: Session, actor: Actor, tenant_id: UUID) -> LimitRow:
    """What an organisation may use and what it uses; no record of it is read, only counted. Raises NotFound."""
    _known(session, tenant_id)
    most, people = allowances.of(session, tenant_id), allowances.people(session, tenant_id)
    become(session, Actor(tenant_id=tenant_id))
    used, started = allowances.records(session), allowances.jobs(session)
    become(session, actor)
    return LimitRow(
        tenant_id, most.people, most.records, most.requests_a_minute, most.jobs_a_day, people, used, started
    )


@action("operator.set_limits", permission=Permission.OPERATOR, effect=Effect.WRITE, title="Limit organisation")
def set_limits(
    session: Session,
    actor: Actor,
    tenant_id: UUID,
    why: Reason,
    people: Most | None = None,
    records: Most | None = None,
    requests_a_minute: Annotated[int, Field(ge=60, le=30_000)] | None = None,
    jobs_a_day: Most | None = None,
) -> LimitRow:
    """Limit how many people, records, requests in a minute and jobs a day an organisation may have; None lifts one.

    What is there already stays, above the limit too; only more is refused. Raises NotFound.
    """
    _known(session, tenant_id)
    row = allowances.of(session, tenant_id)
    with as_house(session):
        row.people, row.records, row.requests_a_minute = people, records, requests_a_minute
        row.jobs_a_day = jobs_a_day
        session.add(row)
    given = (("people", people), ("records", records), ("jobs a day", jobs_a_day))
    said = ", ".join(f"{name} {most:,}" for name, most in given if most)
    note(session, actor, "operator.set_limits", tenant_id, f"{why} ({said})" if said else why)
    return limits(session, actor, tenant_id)


def _known(session: Session, tenant_id: UUID) -> None:
    with as_house(session):
        if session.get(Tenant, tenant_id) is None:
            raise NotFound("There is no such organisation.")
