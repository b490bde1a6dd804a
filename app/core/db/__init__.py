"""The one way to the database: engines, sessions opened for an actor, and the base of every table."""

from app.core.db.engine import app_engine, dispose, owner_engine
from app.core.db.rows import HouseRow, OwnedRow, Row, TenantRow, reference
from app.core.db.session import Session, after_commit, as_house, become, house_session, open_session

__all__ = [
    "HouseRow",
    "OwnedRow",
    "Row",
    "Session",
    "TenantRow",
    "after_commit",
    "app_engine",
    "as_house",
    "become",
    "dispose",
    "house_session",
    "open_session",
    "owner_engine",
    "reference",
]
