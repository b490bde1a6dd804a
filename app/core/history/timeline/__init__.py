"""The timeline of a record: one list out of its changes, its events, and what features add to it."""

from app.core.history.timeline import changes, events
from app.core.history.timeline.merge import page
from app.core.history.timeline.sources import Around, source

__all__ = ["Around", "changes", "events", "page", "source"]
