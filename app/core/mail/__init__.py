"""Mail out of the house: written with the change that causes it, sent by a job, seen in the outbox."""

from app.core.mail.composing import known_templates, letter_for, write
from app.core.mail.letter import Letter, compose, templates
from app.core.mail.models import Mail, MailState
from app.core.mail.outbox import is_open
from app.core.mail.send import send
from app.core.mail.smtp import configured

__all__ = [
    "Letter",
    "Mail",
    "MailState",
    "compose",
    "configured",
    "is_open",
    "known_templates",
    "letter_for",
    "send",
    "templates",
    "write",
]
