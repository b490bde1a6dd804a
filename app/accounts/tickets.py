"""Tickets: issued with a secret that only the mail carries, taken once."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlmodel import col

from app.accounts.models import Ticket, TicketKind
from app.accounts.tokens import fingerprint, secret
from app.core.db import Session, as_house
from app.core.errors import Invalid
from app.core.times import utc_now

LIVES = {
    TicketKind.VERIFY: timedelta(days=7),
    TicketKind.RESET: timedelta(hours=1),
    TicketKind.INVITE: timedelta(days=7),
    TicketKind.CHANGE: timedelta(hours=24),
}
GONE = (
    "This link is no longer valid: it was used, replaced or withdrawn, or its time is over. Please ask for a new one."
)


def issue(
    session: Session,
    kind: TicketKind,
    email: str,
    *,
    account_id: UUID | None = None,
    tenant_id: UUID | None = None,
    role: str | None = None,
    invited_by_id: UUID | None = None,
) -> tuple[str, Ticket]:
    """A new ticket and its secret; earlier tickets of the same kind for the same person are void from now on."""
    key = secret()
    ticket = Ticket(
        kind=kind.value,
        secret_hash=fingerprint(key),
        email=email,
        account_id=account_id,
        tenant_id=tenant_id,
        role=role,
        invited_by_id=invited_by_id,
        expires_at=utc_now() + LIVES[kind],
    )
    with as_house(session):
        void(session, kind, email, tenant_id)
        session.add(ticket)
    return key, ticket


def void(session: Session, kind: TicketKind, email: str, tenant_id: UUID | None = None) -> None:
    """Make all open tickets of this kind for this address worthless; the session must see the house's tables."""
    session.execute(
        update(Ticket)
        .where(
            col(Ticket.kind) == kind.value,
            col(Ticket.email) == email,
            col(Ticket.tenant_id).is_not_distinct_from(tenant_id),
            col(Ticket.used_at).is_(None),
        )
        .values(revoked_at=utc_now())
    )


def void_of(session: Session, kind: TicketKind, account_id: UUID) -> None:
    """Make all open tickets of this kind for this account worthless; the session must see the house's tables."""
    session.execute(
        update(Ticket)
        .where(col(Ticket.kind) == kind.value, col(Ticket.account_id) == account_id, col(Ticket.used_at).is_(None))
        .values(revoked_at=utc_now())
    )


def _open(kind: TicketKind, key: str) -> Select[Ticket]:
    return select(Ticket).where(
        col(Ticket.secret_hash) == fingerprint(key),
        col(Ticket.kind) == kind.value,
        col(Ticket.used_at).is_(None),
        col(Ticket.revoked_at).is_(None),
        col(Ticket.expires_at) > utc_now(),
    )


def look(session: Session, kind: TicketKind, key: str) -> Ticket:
    """The open ticket with this secret, left as it is; raises Invalid."""
    with as_house(session):
        ticket = session.scalar(_open(kind, key))
    if ticket is None:
        raise Invalid(GONE, fields={"ticket": "no longer valid"})
    return ticket


def take(session: Session, kind: TicketKind, key: str) -> Ticket:
    """The open ticket with this secret, used up by this transaction; of two at once one wins. Raises Invalid."""
    with as_house(session):
        ticket = session.scalar(_open(kind, key).with_for_update())
        if ticket is None:
            raise Invalid(GONE, fields={"ticket": "no longer valid"})
        ticket.used_at = utc_now()
    return ticket
