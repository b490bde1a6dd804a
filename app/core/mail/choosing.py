"""Which template a letter is written by: the tenant's own, or the shipped one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.core import templates
from app.core.db import Session
from app.core.errors import Invalid
from app.core.mail.brand import brand_of
from app.core.mail.letter import LEAVE, Letter, written
from app.core.mail.pattern import Pattern
from app.core.mail.shipping import shipped
from app.core.mail.stored import MailTemplate

ALWAYS = {"company", LEAVE}


def pattern_for(session: Session, template: str) -> Pattern:
    """The tenant's own copy of a template, else the shipped one; raises Invalid with a suggestion."""
    known = shipped().get(template)
    if known and known.account:
        return known
    own = session.scalars(select(MailTemplate).where(col(MailTemplate.name) == template)).first()
    if own:
        return pattern_in(own)
    if known:
        return known
    near = templates.nearest(template[:80], names(session))
    more = f" Did you mean {near}?" if near else ""
    said = f"There is no mail template called {template[:80]!r}.{more}"
    raise Invalid(said, fields={"template": near or "unknown"}, setting="mail-templates")


def pattern_in(row: MailTemplate) -> Pattern:
    """The template that a row holds."""
    fields = Pattern.__dataclass_fields__
    return Pattern(**{name: getattr(row, name) for name in fields if name != "account"})


def names(session: Session) -> list[str]:
    """The names of all templates that people may use."""
    own = session.scalars(select(col(MailTemplate.name))).all()
    return sorted({*own, *(name for name, pattern in shipped().items() if not pattern.account)})


def letter_for(session: Session, template: str, scope: Mapping[str, Any]) -> Letter:
    """The letter by the tenant's own copy of `template`, else by the shipped one.

    Raises Invalid for an unknown template and for a value that is missing, with a suggestion.
    """
    return written(pattern_for(session, template), scope, brand_of(session))


def known_templates(session: Session) -> dict[str, set[str]]:
    """Every template by its name, with the dotted paths it must be given (those it can do without are left out)."""
    return {name: needed(pattern_for(session, name)) for name in names(session)}


def needed(pattern: Pattern) -> set[str]:
    """The dotted paths that a template cannot do without."""
    found = {path for part in pattern.parts().values() for path in templates.needed(part)}
    return {path for path in found if path.partition(".")[0] not in ALWAYS}
