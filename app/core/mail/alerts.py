"""The alert about mails: too few of those that left the house in a day arrived at a server."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.core.db import Session
from app.core.ids import id_at
from app.core.mail.models import Mail, MailState
from app.core.times import utc_now
from app.core.watching import Finding, watched

NAME = "mail.delivery"
LEAST_SHARE, CALM_SHARE = 0.95, 0.98
# Of so few, one that is lost would be a twentieth.
LEAST_ENDED = 20
DAY = timedelta(days=1)
ENDED = (MailState.SENT.value, MailState.FAILED.value)


@watched("mail.")
def look(session: Session) -> Iterable[Finding]:
    """Tenants whose mails of the last day were refused too often."""
    ended = func.count()
    sent = func.count().filter(col(Mail.state) == MailState.SENT.value)
    wanted = select(col(Mail.tenant_id), sent, ended).where(
        col(Mail.id) >= id_at(utc_now() - DAY), col(Mail.state).in_(ENDED), col(Mail.tenant_id).is_not(None)
    )
    wanted = wanted.group_by(col(Mail.tenant_id)).having(ended >= LEAST_ENDED)
    shares = [(tenant, there / every) for tenant, there, every in session.execute(wanted) if tenant]
    return [_finding(tenant, share) for tenant, share in shares if share < CALM_SHARE]


def _finding(tenant_id: UUID, share: float) -> Finding:
    body = f"{share:.1%} of the mails of the last 24 hours were delivered."
    return Finding(tenant_id, NAME, share, share < LEAST_SHARE, "Many mails are refused", body, "/settings/outbox")
