"""The alert about what models cost: far more in an hour, or in a day, than is usual."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.ai.models import Cost
from app.core.actor import house
from app.core.db import Session, open_session
from app.core.queue.records import JobMinute
from app.core.said import in_english
from app.core.watching import Finding, watched

SPIKE, CALM = 3, 2
LINK, TITLE = "/settings/ai", in_english("Writing by AI costs more than usual")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, how far back the usual is looked for, and what costs too little to speak of (US dollars)."""

    name: str
    length: timedelta
    before: timedelta
    least: Decimal


SPANS = (
    Span("hour", timedelta(hours=1), timedelta(days=7), Decimal(1)),
    Span("day", timedelta(days=1), timedelta(days=30), Decimal(5)),
)
# The usual is known once there were so many spans with any cost.
LEAST_KNOWN = 3


@watched("ai.cost:")
def look(session: Session) -> Iterable[Finding]:
    """Tenants whose costs of the last hour or day are well above the usual."""
    lately = select(col(JobMinute.tenant_id)).where(
        col(JobMinute.job_type) == "content.generate",
        col(JobMinute.minute) > func.now() - timedelta(days=1),
        col(JobMinute.tenant_id).is_not(None),
    )
    for tenant_id in session.scalars(lately.distinct()).all():
        if tenant_id:
            yield from _of(tenant_id)


def _of(tenant_id: UUID) -> Iterator[Finding]:
    with open_session(house(tenant_id)) as session:
        for span in SPANS:
            now, usual = _sum(session, span), _usual(session, span)
            if usual is not None and now >= span.least and now > CALM * usual:
                yield _finding(tenant_id, span, now, usual)


def _sum(session: Session, span: Span) -> Decimal:
    spent = select(func.coalesce(func.sum(col(Cost.cost_usd)), 0))
    return Decimal(session.scalar(spent.where(col(Cost.created_at) > func.now() - span.length)) or 0)


def _usual(session: Session, span: Span) -> Decimal | None:
    """The mean cost of the spans before this one in which anything was spent; None where there were too few."""
    place = func.date_trunc(span.name, col(Cost.created_at))
    spent = select(func.sum(col(Cost.cost_usd)).label("spent")).where(
        col(Cost.created_at) <= func.now() - span.length, col(Cost.created_at) > func.now() - span.before
    )
    each = spent.group_by(place).subquery()
    known, mean = session.execute(select(func.count(), func.avg(each.c.spent))).one()
    return Decimal(mean) if known >= LEAST_KNOWN else None


def _finding(tenant_id: UUID, span: Span, now: Decimal, usual: Decimal) -> Finding:
    body = f"{now:,.2f} $ in the last {span.name}; {usual:,.2f} $ is usual."
    loud = now > SPIKE * usual
    return Finding(tenant_id, f"ai.cost:{span.name}", float(now), loud, TITLE, body, LINK)
