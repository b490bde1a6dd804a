"""Every page, imported once so that its route is known; one line a module."""

from pages import home, inbox, jobs, missing
from pages.accounts import log_in, outbox, sign_up, tickets
from pages.crm import deals, imports, lead, leads
from pages.history import audit, operation
from pages.settings import keys, notifications, organisation, people, profile, security

__all__ = [
    "audit",
    "deals",
    "home",
    "imports",
    "inbox",
    "jobs",
    "keys",
    "lead",
    "leads",
    "log_in",
    "missing",
    "notifications",
    "operation",
    "organisation",
    "outbox",
    "people",
    "profile",
    "security",
    "sign_up",
    "tickets",
]
