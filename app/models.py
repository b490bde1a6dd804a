"""Every table of the house, imported once so that the metadata is whole."""

from sqlmodel import SQLModel

from app.accounts import models as accounts
from app.core.actions import idempotency
from app.core.events import models as events
from app.core.history import models as history
from app.crm import models as crm

metadata = SQLModel.metadata
__all__ = ["accounts", "crm", "events", "history", "idempotency", "metadata"]
