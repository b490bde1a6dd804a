"""Events: what happened, recorded in the transaction in which it happened."""

from app.core.events.models import Event
from app.core.events.record import record, title_of, touch

__all__ = ["Event", "record", "title_of", "touch"]
