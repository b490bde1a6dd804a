"""That somebody worked on a lead or a deal: a lead is answered and kept warm by it, a deal does not rot."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import col

from app.core import events, times
from app.core.db import Session
from app.crm.models import Deal, Lead


def worked_on(session: Session, *, lead_id: UUID | None = None, deal_id: UUID | None = None) -> None:
    """Keep the moment on the lead and the deal; None where the work is about something else."""
    now = times.utc_now()
    if lead_id:
        first = func.coalesce(col(Lead.first_contact), now)
        _keep(session, Lead, lead_id, last_contact=now, first_contact=first)
    if deal_id:
        _keep(session, Deal, deal_id, active_at=now)


def _keep(session: Session, model: type[Lead] | type[Deal], row_id: UUID, **values: Any) -> None:
    change = update(model).where(col(model.id) == row_id).values(**values)
    session.execute(change.execution_options(synchronize_session=False))
    events.touch(session, model.__tablename__)
