"""Every module with actions, imported once so that the registry is whole; one line a module."""

from app.accounts import (
    api_keys,
    checklist,
    first_run,
    invitations,
    log_in,
    members,
    operator_figures,
    operators,
    profile,
    recovery,
    roles,
    sign_up,
    tenants,
)
from app.accounts.notifications import actions as notifications
from app.accounts.notifications import preferences
from app.core.files import actions as files
from app.core.history import actions as history
from app.core.mail import outbox
from app.core.queue import actions as queue
from app.crm import (
    boards,
    companies,
    contacts,
    deal_moves,
    deals,
    notes,
    pipelines,
    products,
    subjects,
    tasks,
)

__all__ = [
    "api_keys",
    "boards",
    "checklist",
    "companies",
    "contacts",
    "deal_moves",
    "deals",
    "files",
    "first_run",
    "history",
    "invitations",
    "log_in",
    "members",
    "notes",
    "notifications",
    "operator_figures",
    "operators",
    "outbox",
    "pipelines",
    "preferences",
    "products",
    "profile",
    "queue",
    "recovery",
    "roles",
    "sign_up",
    "subjects",
    "tasks",
    "tenants",
]
