"""The reports that each organisation starts with; they can be changed and removed like any other."""

from sqlalchemy import select
from sqlmodel import col

from app.accounts.founding import Founded, on_founded
from app.accounts.tenants import zone_of
from app.analytics.models import Every, Report, ReportType
from app.analytics.rows import ReportRow, report_row
from app.analytics.rules import Shown, next_time
from app.core import times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.events import touch

SALES, ENGAGEMENT = ReportType.SALES, ReportType.ENGAGEMENT
SHIPPED: list[tuple[str, ReportType, Every, str, list[str], list[str]]] = [
    (
        "Daily Sales Summary",
        SALES,
        Every.DAILY,
        "owner@tenant",
        ["revenue", "orders", "average_order_value", "conversion_rate"],
        ["date", "product_category"],
    ),
    (
        "Weekly Marketing Performance",
        ENGAGEMENT,
        Every.WEEKLY,
        "marketing@tenant",
        ["email_open_rate", "click_through_rate", "social_engagement", "website_visits"],
        ["channel", "campaign"],
    ),
    (
        "Monthly Business Review",
        SALES,
        Every.MONTHLY,
        "leadership@tenant",
        ["mrr", "customer_count", "churn_rate", "ltv"],
        ["month", "customer_segment"],
    ),
]


@action("report.restore", permission=Permission.REPORTS_WRITE, effect=Effect.WRITE, title="Bring shipped reports")
def restore(session: Session, actor: Actor) -> list[ReportRow]:
    """Put those of the three shipped reports into the organisation that it has none of by name; returns these."""
    known = set(session.scalars(select(col(Report.name))))
    made = [_made(session, actor, *one) for one in SHIPPED if one[0] not in known]
    session.add_all(made)
    session.flush()
    touch(session, "analytics_reports")
    return [report_row(report) for report in made]


@on_founded
def _first_reports(session: Session, actor: Actor, founded: Founded) -> None:
    restore(session, actor)


def _made(
    session: Session,
    actor: Actor,
    name: str,
    kind: ReportType,
    every: Every,
    to: str,
    metrics: list[str],
    dimensions: list[str],
) -> Report:
    shown = Shown(metrics=metrics, dimensions=dimensions)
    return Report(
        name=name,
        report_type=kind.value,
        schedule=every.value,
        recipients=[to],
        config=shown.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        owner_id=actor.member_id,
        next_at=next_time(every, times.utc_now(), zone_of(session)),
    )
