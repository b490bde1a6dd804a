"""Letters as they would be written, with sample values or on a real record."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.mail.brand import Brand, brand_of
from app.core.mail.choosing import pattern_in
from app.core.mail.faults import faults_of
from app.core.mail.letter import Letter, in_scope, written
from app.core.mail.logo import inlined
from app.core.mail.pattern import Pattern
from app.core.mail.shipping import shipped
from app.core.mail.subjects import scope_of
from app.core.mail.template_inputs import Draft
from app.core.mail.template_reading import own_row
from app.core.mail.template_rows import Fault, Preview
from app.core.templates import render


def with_draft(pattern: Pattern, draft: Mapping[str, Any] | None) -> Pattern:
    """The template with the parts of a draft in place of its own."""
    return replace(pattern, **dict(draft or {}))


def preview(
    session: Session, actor: Actor, name: str, draft: Draft | None, record: str | None, record_id: UUID | None
) -> Preview:
    """The letter, or what keeps it from being written."""
    pattern, values, brand = _given(session, actor, name, draft, record, record_id)
    problems = faults_of(pattern, brand, values)
    about = str(values.get("about") or "") if record else ""
    if problems:
        return _partly(pattern, values, brand, problems, about)
    try:
        letter = written(pattern, values, brand)
    except Invalid as error:
        problems = [Fault("body", 1, "", error.message, "")]
        return _partly(pattern, values, brand, problems, about)
    preheader = render(pattern.preheader, in_scope(values, brand))
    shown = inlined(letter.html, actor.tenant_id, letter.logo_id)
    return Preview(letter.subject, preheader, letter.text, shown, [], about)


def letter(
    session: Session, actor: Actor, name: str, draft: Draft | None, record: str | None, record_id: UUID | None
) -> Letter:
    """The letter; raises Invalid where it cannot be written."""
    pattern, values, brand = _given(session, actor, name, draft, record, record_id)
    return written(pattern, values, brand)


def _given(
    session: Session, actor: Actor, name: str, draft: Draft | None, record: str | None, record_id: UUID | None
) -> tuple[Pattern, dict[str, Any], Brand]:
    row = own_row(session, name)
    pattern = pattern_in(row) if row else shipped().get(name)
    if pattern is None and draft is not None:
        pattern = Pattern(name=name, subject="", body="")
    if pattern is None or pattern.account:
        raise NotFound("There is no such mail template (any more).")
    pattern = with_draft(pattern, draft.given() if draft else None)
    values = dict(pattern.variables)
    if record and record_id:
        values |= scope_of(session, actor, record, record_id)
    return pattern, values, brand_of(session)


def _partly(pattern: Pattern, values: dict[str, Any], brand: Brand, problems: list[Fault], about: str) -> Preview:
    """What can be shown of a letter that cannot be written: its subject at least."""
    try:
        subject = render(pattern.subject, in_scope(values, brand))
    except Invalid:
        subject = ""
    return Preview(subject, "", "", "", problems, about)
