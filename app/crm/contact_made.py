"""That somebody has been in touch with a lead: the first time answers it, the last time keeps it warm."""

from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import col

from app.core import events, times
from app.core.db import Session
from app.crm.models import Lead


def note_contact(session: Session, lead_id: UUID | None) -> None:
    """Keep the moment on the lead; none where the work is about something else."""
    if lead_id is None:
        return
    now = times.utc_now()
    first = func.coalesce(col(Lead.first_contact), now)
    session.execute(
        update(Lead)
        .where(col(Lead.id) == lead_id)
        .values(last_contact=now, first_contact=first)
        .execution_options(synchronize_session=False)
    )
    events.touch(session, "lead")
