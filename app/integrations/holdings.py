"""What webhooks hold of a person: the messages about their records."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import col

from app.accounts.export.held import rows
from app.core.access import Permission
from app.core.db import Session
from app.core.events import Event
from app.core.holdings import Held, Person, holding
from app.integrations.models import WebhookDelivery


@holding("webhooks", "Webhooks", Permission.INTEGRATIONS_READ)
def deliveries(session: Session, person: Person) -> Iterable[Held]:
    """The messages that told other programs of the person's records, as long as they are kept."""
    ids = {one for known in person.records.values() for one in known}
    about = select(col(Event.id)).where(col(Event.record_id).in_(ids))
    return rows(session, WebhookDelivery, col(WebhookDelivery.event_id).in_(about))
