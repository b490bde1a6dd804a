"""Events: what happened, recorded in the transaction in which it happened."""

from app.core.events.models import Event
from app.core.events.record import record, touch

__all__ = ["Event", "record", "touch"]
