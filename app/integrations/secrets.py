"""The secrets of endpoints and sources: sealed, several valid at once while one replaces another."""

import base64
import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlmodel import col

from app.core.db import Session
from app.core.secrets import reveal, seal
from app.integrations.models import WebhookEndpoint, WebhookSecret, WebhookSource

Holder = WebhookEndpoint | WebhookSource


def new_secret() -> str:
    """A fresh secret in the form of Standard Webhooks."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"


def valid_secrets(session: Session, holder: Holder) -> list[str]:
    """All secrets that are valid now, the newest first; one is made where there is none."""
    living = or_(col(WebhookSecret.expires_at).is_(None), col(WebhookSecret.expires_at) > func.now())
    wanted = select(WebhookSecret).where(_of(holder), living)
    # The one without an end is the newest.
    found = session.scalars(wanted.order_by(col(WebhookSecret.expires_at).desc().nulls_first())).all()
    return [reveal(one.sealed) for one in found] or [add_secret(session, holder, new_secret())]


def add_secret(session: Session, holder: Holder, text: str, overlap: timedelta = timedelta(0)) -> str:
    """Give a new secret; those before it stay valid for `overlap`. Returns the new one."""
    living = or_(col(WebhookSecret.expires_at).is_(None), col(WebhookSecret.expires_at) > func.now() + overlap)
    ended = update(WebhookSecret).where(_of(holder), living).values(expires_at=func.now() + overlap)
    session.execute(ended, execution_options={"synchronize_session": False})
    endpoint = holder.id if isinstance(holder, WebhookEndpoint) else None
    source = holder.id if isinstance(holder, WebhookSource) else None
    session.add(WebhookSecret(endpoint_id=endpoint, source_id=source, sealed=seal(text)))
    session.flush()
    return text


def _of(holder: Holder) -> ColumnElement[bool]:
    if isinstance(holder, WebhookEndpoint):
        return col(WebhookSecret.endpoint_id) == holder.id
    return col(WebhookSecret.source_id) == holder.id
