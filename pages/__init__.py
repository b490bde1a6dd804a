"""Every page, imported once so that its route is known; one line a module."""

from pages.accounts import log_in, outbox, sign_up, tickets

__all__ = ["log_in", "outbox", "sign_up", "tickets"]
