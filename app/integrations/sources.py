"""Sources: the programs that call us."""

import secrets as randoms
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, select
from sqlmodel import col

from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record, touch
from app.core.settings import settings
from app.integrations.message import check_secret
from app.integrations.models import Verify, WebhookReceipt, WebhookSecret, WebhookSource
from app.integrations.payloads import fields_of
from app.integrations.public_ids import new_public_id
from app.integrations.rows import ReceiptRow, SecretRow, SourceDetail, SourceRow
from app.integrations.secrets import add_secret, new_secret, valid_secrets
from app.integrations.values import Header, Hours, Label, Limit, Slug

READ, WRITE = Permission.INTEGRATIONS_READ, Permission.INTEGRATIONS_WRITE
MOST = 100
PAGE = "/settings/webhooks"
SAMPLES = 20
Algorithm = Literal["sha256", "sha1", "sha512"]
Encoding = Literal["hex", "base64"]
Secret = Annotated[str, Field(min_length=8, max_length=500)]


@action("webhook_source.list", permission=READ, effect=Effect.READ, title="Show webhook sources", palette=PAGE)
def list_(session: Session, actor: Actor) -> list[SourceRow]:
    """All sources of the organisation, newest first."""
    wanted = select(WebhookSource).order_by(col(WebhookSource.id).desc()).limit(MOST)
    return [_row(session, one) for one in session.scalars(wanted)]


@action("webhook_source.get", permission=READ, effect=Effect.READ, title="Show webhook source")
def get(session: Session, actor: Actor, id: UUID, limit: Limit = 50) -> SourceDetail:
    """One source with its last calls, and the fields that its last payloads held; raises NotFound."""
    one = _load(session, id)
    calls = select(WebhookReceipt).where(col(WebhookReceipt.source_id) == id)
    rows = session.scalars(calls.order_by(col(WebhookReceipt.id).desc()).limit(limit)).all()
    receipts = [ReceiptRow(**{name: getattr(row, name) for name in ReceiptRow.__slots__}) for row in rows]
    samples = [row.payload for row in rows if row.accepted][:SAMPLES]
    return SourceDetail(_row(session, one), receipts, fields_of(samples))


@action("webhook_source.create", permission=WRITE, effect=Effect.WRITE, title="Create webhook source", palette=PAGE)
def create(
    session: Session,
    actor: Actor,
    name: Label,
    slug: Slug,
    verify: Verify = Verify.STANDARD,
    header: Header = "",
    algorithm: Algorithm = "sha256",
    encoding: Encoding = "hex",
    id_header: Header = "",
) -> SourceRow:
    """Give a program an address to call; what it sends becomes the events `webhook.<slug>` and `webhook.received`.

    `verify` says how it proves itself: Standard Webhooks, an HMAC of the body or a token in `header`, or not at all.
    Raises Invalid without the header that the proof needs, Conflict where the slug is taken.
    """
    _check(verify, header, slug)
    if (session.scalar(select(func.count()).select_from(WebhookSource)) or 0) >= MOST:
        raise Conflict(f"An organisation can have {MOST} sources. Delete one that is no longer used first.")
    if session.scalar(select(func.count()).where(col(WebhookSource.slug) == slug)):
        raise Conflict("Another source has this short name.", fields={"slug": "taken"})
    assert actor.tenant_id
    made = WebhookSource(
        name=name,
        slug=slug,
        public_id=new_public_id(actor.tenant_id),
        verify=verify.value,
        header=header,
        algorithm=algorithm,
        encoding=encoding,
        id_header=id_header,
    )
    session.add(made)
    session.flush()
    add_secret(session, made, _fresh(verify))
    return _saved(session, made, "webhook_source.created")


@action("webhook_source.update", permission=WRITE, effect=Effect.WRITE, title="Edit webhook source")
def update(
    session: Session,
    actor: Actor,
    id: UUID,
    name: Label | None = None,
    active: bool | None = None,
    verify: Verify | None = None,
    header: Header | None = None,
    algorithm: Algorithm | None = None,
    encoding: Encoding | None = None,
    id_header: Header | None = None,
    version: int | None = None,
) -> SourceRow:
    """Change the given fields only; its address and short name stay, another way of proof brings a new secret.

    Raises Conflict for another version.
    """
    one = _load(session, id, version=version)
    before = one.verify
    given = {"name": name, "active": active, "header": header, "algorithm": algorithm}
    given |= {"encoding": encoding, "id_header": id_header, "verify": verify.value if verify else None}
    for field, value in given.items():
        if value is not None:
            setattr(one, field, value)
    _check(Verify(one.verify), one.header, one.slug)
    if one.verify != before:
        # Secrets of the two ways have different forms.
        add_secret(session, one, _fresh(Verify(one.verify)))
    return _saved(session, one, "webhook_source.updated")


@action("webhook_source.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete webhook source")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Delete it with its log; undo brings it back under its address, with a new secret."""
    session.delete(_load(session, id))
    touch(session, "webhook_source")


@action("webhook_source.secret", permission=WRITE, effect=Effect.READ, title="Show secret of webhook source")
def secret(session: Session, actor: Actor, id: UUID) -> SecretRow:
    """The secret by which the source proves itself."""
    older = select(func.max(col(WebhookSecret.expires_at))).where(
        col(WebhookSecret.source_id) == id, col(WebhookSecret.expires_at) > func.now()
    )
    return SecretRow(valid_secrets(session, _load(session, id))[0], session.scalar(older))


@action("webhook_source.rotate", permission=WRITE, effect=Effect.WRITE, title="Renew secret of webhook source")
def rotate(
    session: Session, actor: Actor, id: UUID, overlap_hours: Hours = 24, secret: Secret | None = None
) -> SourceRow:
    """Give a new secret, or the one that the other program made; the old one is taken for `overlap_hours` too."""
    one = _load(session, id)
    if secret is not None and one.verify == Verify.STANDARD:
        check_secret(secret)
    add_secret(session, one, secret or _fresh(Verify(one.verify)), timedelta(hours=overlap_hours))
    return _saved(session, one, "webhook_source.rotated")


def _fresh(verify: Verify) -> str:
    return new_secret() if verify is Verify.STANDARD else randoms.token_urlsafe(32)


def _check(verify: Verify, header: str, slug: str) -> None:
    if verify in {Verify.HMAC, Verify.TOKEN} and not header:
        raise Invalid("Say in which header the proof stands.", fields={"header": "needed"})
    if slug in {"received", "test"}:
        raise Invalid("This short name is taken by Steward itself.", fields={"slug": "taken"})


def _load(session: Session, source_id: UUID, *, version: int | None = None) -> WebhookSource:
    one = session.scalars(select(WebhookSource).where(col(WebhookSource.id) == source_id)).first()
    if one is None:
        raise NotFound("There is no such source (any more).")
    if version is not None and one.version != version:
        raise Conflict("Somebody else has changed this source meanwhile; look again, then save.")
    return one


def _saved(session: Session, one: WebhookSource, event: str) -> SourceRow:
    session.flush()
    record(session, event, one, label=one.name)
    return _row(session, one)


def _row(session: Session, one: WebhookSource) -> SourceRow:
    of = col(WebhookReceipt.source_id) == one.id
    count = select(func.count()).select_from(WebhookReceipt).where(of)
    return SourceRow(
        id=one.id,
        name=one.name,
        slug=one.slug,
        url=f"{settings().public_url}/api/hooks/{one.public_id}",
        active=one.active,
        verify=one.verify,
        header=one.header,
        algorithm=one.algorithm,
        encoding=one.encoding,
        id_header=one.id_header,
        event_name=f"webhook.{one.slug}",
        received=session.scalar(count.where(col(WebhookReceipt.accepted))) or 0,
        refused=session.scalar(count.where(col(WebhookReceipt.accepted).is_(False))) or 0,
        last_at=session.scalar(select(func.max(col(WebhookReceipt.created_at))).where(of)),
        version=one.version,
        created_at=one.created_at,
    )
