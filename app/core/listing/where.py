"""Filters of a list in the condition language."""

from typing import Any

from sqlalchemy import ColumnElement

from app.core import rules, times
from app.core.actor import Actor
from app.core.db import Session
from app.core.listing.listing import Listing


def condition(session: Session, listing: Listing[Any], where: rules.Group | None) -> ColumnElement[bool] | None:
    """The filter as SQL over the listed table, read in the zone of the one who asks; raises Invalid."""
    if where is None or not where.rules:
        return None
    actor: Actor = session.info["actor"]
    return rules.compile(where, listing.specs, times.utc_now(), times.zone(actor.zone))
