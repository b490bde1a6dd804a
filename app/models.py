"""Every table of the house, imported once so that the metadata is whole."""

from sqlmodel import SQLModel

from app.accounts import models as accounts
from app.accounts.notifications import models as notifications
from app.ai import models as ai
from app.analytics import models as analytics
from app.automation import models as automation
from app.content import models as content
from app.core import alerts
from app.core.actions import idempotency
from app.core.effects import models as effects
from app.core.events import models as events
from app.core.events import positions
from app.core.files import models as files
from app.core.history import models as history
from app.core.mail import models as mail
from app.core.queue import models as queue
from app.core.queue import records as queue_records
from app.core.queue import schedules
from app.crm import models as crm
from app.crm.imports import models as imports
from app.integrations import models as integrations
from app.marketing import models as marketing

metadata = SQLModel.metadata
__all__ = [
    "accounts",
    "ai",
    "alerts",
    "analytics",
    "automation",
    "content",
    "crm",
    "effects",
    "events",
    "files",
    "history",
    "idempotency",
    "imports",
    "integrations",
    "mail",
    "marketing",
    "metadata",
    "notifications",
    "positions",
    "queue",
    "queue_records",
    "schedules",
]
