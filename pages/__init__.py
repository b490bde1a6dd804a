"""Every page, imported once so that its route is known; one line a module."""

from pages.accounts import log_in, outbox, sign_up, tickets
from pages.crm import deals

__all__ = ["deals", "log_in", "outbox", "sign_up", "tickets"]
