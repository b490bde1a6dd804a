"""Mails out of the tenant's own templates, or the shipped ones."""

from collections.abc import Mapping
from typing import Any

from app.core.db import Session
from app.core.mail.letter import Letter
from app.core.mail.models import Mail


def letter_for(session: Session, template: str, scope: Mapping[str, Any]) -> Letter:
    """The letter by the tenant's own copy of `template`, else by the shipped one.

    Raises Invalid for an unknown template and for a value that is missing, with a suggestion.
    """
    raise NotImplementedError


def write(
    session: Session,
    *,
    to: str,
    template: str,
    scope: Mapping[str, Any],
    key: str | None = None,
    waiter: str | None = None,
) -> Mail:
    """Write the mail, its intent in the send ledger and the job that sends it; the same key writes no second mail."""
    raise NotImplementedError


def known_templates(session: Session) -> dict[str, set[str]]:
    """Every template by its name, with the dotted paths it needs."""
    raise NotImplementedError
