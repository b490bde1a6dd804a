"""Templates read: the list, and one with all that belongs to it."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.mail.brand import Brand, brand_of
from app.core.mail.choosing import pattern_in
from app.core.mail.faults import faults_of, known_paths
from app.core.mail.letter import in_scope
from app.core.mail.pattern import Origin, Pattern
from app.core.mail.shipping import shipped
from app.core.mail.stored import MailTemplate
from app.core.mail.template_rows import TemplateLine, TemplateRow
from app.core.templates import render


def all_of(session: Session) -> list[TemplateLine]:
    """Every template people may change, by name."""
    own = {row.name: row for row in session.scalars(select(MailTemplate))}
    patterns = {name: pattern for name, pattern in shipped().items() if not pattern.account}
    patterns |= {name: pattern_in(row) for name, row in own.items()}
    brand = brand_of(session)
    return [_line(patterns[name], own.get(name), brand) for name in sorted(patterns)]


def own_row(session: Session, name: str, *, lock: bool = False) -> MailTemplate | None:
    """The tenant's own row of that name (or id), or None."""
    key = col(MailTemplate.id) == UUID(name) if is_id(name) else col(MailTemplate.name) == name
    wanted = select(MailTemplate).where(key)
    return session.scalars(wanted.with_for_update() if lock else wanted).first()


def is_id(text: str) -> bool:
    """Whether a text is the id of a row."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def one(session: Session, name: str) -> TemplateRow:
    """The template of that name or id; raises NotFound."""
    row = own_row(session, name)
    pattern = pattern_in(row) if row else shipped().get(name)
    if pattern is None or pattern.account:
        raise NotFound("There is no such mail template (any more).")
    return whole(session, pattern, row)


def whole(session: Session, pattern: Pattern, row: MailTemplate | None) -> TemplateRow:
    """The template with what may be read in it and what is wrong with it."""
    brand = brand_of(session)
    line = _line(pattern, row, brand)
    return TemplateRow(
        **{name: getattr(line, name) for name in TemplateLine.__slots__},
        preheader=pattern.preheader,
        body=pattern.body,
        plain=pattern.plain,
        variables=dict(pattern.variables),
        id=row.id if row else None,
        version=row.version if row else None,
        known=known_paths(pattern),
        problems=faults_of(pattern, brand),
    )


def _example(pattern: Pattern, brand: Brand) -> str:
    try:
        return render(pattern.subject, in_scope(pattern.variables, brand))
    except Invalid:
        return pattern.subject


def _line(pattern: Pattern, row: MailTemplate | None, brand: Brand) -> TemplateLine:
    origin = Origin.SHIPPED if row is None else Origin.EDITED if pattern.name in shipped() else Origin.OWN
    return TemplateLine(
        name=pattern.name,
        title=pattern.title or pattern.name.replace("-", " ").capitalize(),
        subject=pattern.subject,
        example=_example(pattern, brand),
        description=pattern.description,
        origin=origin.value,
        form=pattern.form,
        marketing=pattern.marketing,
        series=pattern.series,
        day=pattern.day,
        updated_at=row.updated_at if row else None,
    )
