"""Mail out of the house: written with the change that causes it, sent by a job, seen in the outbox."""

from app.core.mail.brand import Brand, address_source, brand_source
from app.core.mail.choosing import known_templates, letter_for, pattern_for
from app.core.mail.composing import write
from app.core.mail.letter import Letter, compose, templates
from app.core.mail.models import Mail, MailState
from app.core.mail.outbox import is_open
from app.core.mail.send import send
from app.core.mail.smtp import configured

__all__ = [
    "Brand",
    "Letter",
    "Mail",
    "MailState",
    "address_source",
    "brand_source",
    "compose",
    "configured",
    "is_open",
    "known_templates",
    "letter_for",
    "pattern_for",
    "send",
    "templates",
    "write",
]
