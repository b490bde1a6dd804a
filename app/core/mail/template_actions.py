"""Mail templates, as people change them."""

from typing import Any, Unpack
from uuid import UUID

from app.core import events
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound
from app.core.mail import previewing
from app.core.mail.brand import address_of, brand_of
from app.core.mail.choosing import pattern_in
from app.core.mail.composing import post
from app.core.mail.faults import checked
from app.core.mail.models import MailState
from app.core.mail.pattern import Pattern
from app.core.mail.shipping import shipped
from app.core.mail.smtp import configured
from app.core.mail.stored import MailTemplate
from app.core.mail.template_inputs import Body, Draft, Line, Name, TemplateFields
from app.core.mail.template_reading import all_of, one, own_row, whole
from app.core.mail.template_rows import Preview, TemplateLine, TemplateRow, TestSent

READ, WRITE = Permission.TEMPLATES_READ, Permission.TEMPLATES_WRITE
PAGE = "/settings/mail-templates"


@action("mail_template.list", permission=READ, effect=Effect.READ, title="List mail templates", palette=PAGE)
def list_(session: Session, actor: Actor) -> list[TemplateLine]:
    """All mail templates by name: shipped, changed here, and own."""
    return all_of(session)


@action("mail_template.get", permission=READ, effect=Effect.READ, title="Show mail template")
def get(session: Session, actor: Actor, name: Line) -> TemplateRow:
    """One template by its name, with the values it may read and what is wrong with it. Raises NotFound."""
    return one(session, name)


@action("mail_template.save", permission=WRITE, effect=Effect.WRITE, title="Save mail template")
def save(
    session: Session,
    actor: Actor,
    name: Name,
    subject: Line,
    body: Body,
    version: int | None = None,
    **fields: Unpack[TemplateFields],
) -> TemplateRow:
    """Keep a template; under the name of a shipped one it takes its place, fields left out stay as they are.

    Raises Invalid, naming part, line and suggestion, where it would fail, and Conflict when somebody else has changed
    it since `version` (0: it was not there yet).
    """
    row = own_row(session, name, lock=True)
    _check_version(row, version)
    values: dict[str, Any] = {**fields, "subject": subject, "body": body}
    pattern = checked(_changed(name, row, values), brand_of(session))
    if row is None:
        row = MailTemplate(**{field: getattr(pattern, field) for field in Pattern.__slots__ if field != "account"})
        session.add(row)
    else:
        for field, value in values.items():
            setattr(row, field, value)
    session.flush()
    events.record(session, f"mail_template.{'updated' if row.version > 1 else 'created'}", row)
    return whole(session, pattern, row)


@action("mail_template.reset", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Go back to the shipped template")
def reset(session: Session, actor: Actor, name: Line) -> TemplateRow:
    """Remove the tenant's copy, so that the shipped template counts again. Raises NotFound and Conflict."""
    if name not in shipped():
        raise Conflict("No shipped template stands behind this one; delete it instead.")
    _remove(session, name)
    return one(session, name)


@action("mail_template.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete mail template")
def delete(session: Session, actor: Actor, name: Line) -> None:
    """Delete a template of one's own; shipped ones stay. Raises NotFound and Conflict."""
    if name in shipped():
        raise Conflict("A shipped template cannot be deleted; it can be set back.")
    _remove(session, name)


@action("mail_template.preview", permission=READ, effect=Effect.READ, title="Preview mail")
def preview(
    session: Session,
    actor: Actor,
    name: Line,
    draft: Draft | None = None,
    record: Line | None = None,
    record_id: UUID | None = None,
) -> Preview:
    """The letter by a template, or by a draft of it, with its sample values or on a real `record` ("contact", …).

    What is wrong is told, never raised; raises NotFound for the record.
    """
    return previewing.preview(session, actor, name, draft, record, record_id)


@action("mail_template.send_test", permission=WRITE, effect=Effect.EXTERNAL, title="Send test mail")
def send_test(
    session: Session,
    actor: Actor,
    name: Line,
    draft: Draft | None = None,
    record: Line | None = None,
    record_id: UUID | None = None,
) -> TestSent:
    """Send the letter to one's own address. Raises Invalid where it cannot be written, or one has no address."""
    to = address_of(session, actor)
    if not to:
        raise Invalid("There is no address to send to; only people can send a test mail to themselves.")
    letter = previewing.letter(session, actor, name, draft, record, record_id)
    mail = post(session, to, name, letter)
    return TestSent(mail.id, to, (MailState.WAITING if configured() else MailState.KEPT).value)


def _check_version(row: MailTemplate | None, version: int | None) -> None:
    if version is not None and version != (row.version if row else 0):
        raise Conflict("Somebody else has changed this template since you opened it. Load it again; copy yours first.")


def _changed(name: str, row: MailTemplate | None, values: dict[str, Any]) -> Pattern:
    base = pattern_in(row) if row else shipped().get(name, Pattern(name=name, subject="", body=""))
    if base.account:
        raise Conflict("The mails of log-ins cannot be changed.")
    return previewing.with_draft(base, values)


def _remove(session: Session, name: str) -> None:
    row = own_row(session, name, lock=True)
    if row is None:
        raise NotFound("There is no such mail template (any more).")
    events.record(session, "mail_template.deleted", row, template=row.name)
    session.delete(row)
    session.flush()
