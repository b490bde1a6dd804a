"""Every page, imported once so that its route is known; one line a module."""

from pages import jobs, missing
from pages.accounts import log_in, outbox, sign_up, tickets
from pages.crm import deals, imports, leads
from pages.settings import keys, notifications, organisation, profile, security

__all__ = [
    "deals",
    "imports",
    "jobs",
    "keys",
    "leads",
    "log_in",
    "missing",
    "notifications",
    "organisation",
    "outbox",
    "profile",
    "security",
    "sign_up",
    "tickets",
]
