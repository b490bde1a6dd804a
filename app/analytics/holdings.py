"""What analytics holds of a person: events of platforms that name them."""

from collections.abc import Iterable

from sqlalchemy import func
from sqlmodel import col

from app.accounts.export.held import rows
from app.analytics.models import AnalyticsEvent
from app.core.access import Permission
from app.core.db import Session
from app.core.holdings import Held, Person, holding


@holding("analytics", "Events of platforms", Permission.METRICS_READ)
def events(session: Session, person: Person) -> Iterable[Held]:
    """Events whose user is one of the person's addresses or records."""
    ids = {str(one) for known in person.records.values() for one in known}
    return rows(session, AnalyticsEvent, func.lower(col(AnalyticsEvent.user_id)).in_({*person.emails, *ids}))
