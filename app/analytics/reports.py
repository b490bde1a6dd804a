"""Reports as people set them up and ask for them."""

from typing import Annotated, Any, TypedDict, Unpack
from uuid import UUID

from pydantic import StringConstraints
from sqlalchemy import select
from sqlmodel import col

from app.accounts.tenants import zone_of
from app.analytics import gather
from app.analytics.generate import Wish, report_generate
from app.analytics.models import Every, Report, ReportRun, ReportType
from app.analytics.rows import FigureRow, PreviewRow, ReportRow, ReportRunRow, report_row, run_row
from app.analytics.rules import PERIODS, Filters, Metrics, Recipients, Short, Shown, checked_recipients, next_time
from app.analytics.words import told
from app.core import times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, NotFound
from app.core.events import record, touch
from app.core.listing import ListQuery
from app.core.queue import JobRow, enqueue, job_row

READ, WRITE = Permission.REPORTS_READ, Permission.REPORTS_WRITE
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
SHOWN = set(Shown.model_fields)


class ReportDetails(TypedDict, total=False):
    """What a report may be given beside its name: who gets it when, and what it shows."""

    schedule: Every | None
    recipients: Recipients
    metrics: Metrics
    dimensions: Metrics
    filters: Filters
    period: Short | None
    view: Short | None
    query: ListQuery | None


class ReportChanges(ReportDetails, total=False):
    """What can be changed in a report."""

    name: Name
    type: ReportType


@action("report.list", permission=READ, effect=Effect.READ, title="List reports", palette="/reports")
def list_(session: Session, actor: Actor) -> list[ReportRow]:
    """All reports, by name."""
    return [report_row(report) for report in session.scalars(select(Report).order_by(col(Report.name)).limit(500))]


@action("report.get", permission=READ, effect=Effect.READ, title="Show report")
def get(session: Session, actor: Actor, id: UUID) -> ReportRow:
    """One report; raises NotFound."""
    return report_row(load(session, id))


@action("report.create", permission=WRITE, effect=Effect.WRITE, title="Create report", palette="/reports")
def create(
    session: Session, actor: Actor, name: Name, type: ReportType = ReportType.SALES, **details: Unpack[ReportDetails]
) -> ReportRow:
    """A new report, made with one's own rights; raises Invalid for what it cannot show, Refused for what one may not
    read oneself."""
    made = Report(name=name, report_type=type.value, owner_id=actor.member_id)
    _fill(session, actor, made, dict(details))
    session.add(made)
    session.flush()
    record(session, "report.created", made)
    return report_row(made)


@action("report.update", permission=WRITE, effect=Effect.WRITE, title="Edit report")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[ReportChanges]
) -> ReportRow:
    """Change the given fields; from now on it is made with the rights of the one who changed it.

    Raises Conflict when somebody else has changed it since `version`.
    """
    report = load(session, id)
    if version is not None and version != report.version:
        raise Conflict("Somebody else has changed this report meanwhile; load it again. Nothing was saved.")
    given: dict[str, Any] = dict(changes)
    report.name = given.pop("name", report.name)
    report.report_type = str(given.pop("type", report.report_type))
    report.owner_id = actor.member_id or report.owner_id
    _fill(session, actor, report, given)
    session.flush()
    record(session, "report.changed", report)
    return report_row(report)


@action("report.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete report")
def delete(session: Session, actor: Actor, id: UUID) -> ReportRow:
    """Delete a report with the list of its runs; undo brings the report back, and its files stay."""
    report = load(session, id)
    session.delete(report)
    session.flush()
    touch(session, "analytics_reports")
    return report_row(report)


@action("report.run", permission=READ, effect=Effect.WRITE, title="Make report now")
def run(session: Session, actor: Actor, id: UUID, period: Short | None = None, mail: bool = False) -> JobRow:
    """Make a report as CSV and PDF in the background, with one's own rights; `mail` sends it to its recipients too."""
    report = load(session, id)
    shown = Shown.model_validate(report.config)
    gather.check(actor, shown.model_copy(update={"period": period or shown.period}))
    if mail:
        actor.check(WRITE)
    return job_row(enqueue(session, report_generate, Wish(report_id=report.id, period=period, mail=mail)))


@action("report.preview", permission=READ, effect=Effect.READ, title="Preview report")
def preview(session: Session, actor: Actor, id: UUID, period: Short | None = None) -> PreviewRow:
    """The figures that the report would show now, without its splits and its list."""
    report = load(session, id)
    shown = Shown.model_validate(report.config)
    chosen = period or shown.period or PERIODS[Every(report.schedule) if report.schedule else None]
    bare = shown.model_copy(update={"dimensions": [], "view": None})
    made = gather.gather(session, actor, report.name, bare, chosen, lambda part: None)
    figures = [
        FigureRow(
            name=one.metric.name,
            title=one.metric.title,
            value=told(one.total, one.metric.unit, made.currency, made.locale),
            previous=told(one.previous, one.metric.unit, made.currency, made.locale),
            change=one.change,
            good=one.metric.good,
            note=one.note,
        )
        for one in made.figures
    ]
    return PreviewRow(made.period, figures, [one.note for one in figures if one.note], shown.view or "", 0)


@action("report.runs", permission=READ, effect=Effect.READ, title="List made reports")
def runs(session: Session, actor: Actor, id: UUID | None = None) -> list[ReportRunRow]:
    """What was made of one report, or of all, newest first."""
    wanted = select(ReportRun).order_by(col(ReportRun.id).desc()).limit(100)
    if id is not None:
        wanted = wanted.where(col(ReportRun.report_id) == id)
    return [run_row(run) for run in session.scalars(wanted)]


def load(session: Session, report_id: UUID) -> Report:
    """The report; raises NotFound."""
    report = session.scalars(select(Report).where(col(Report.id) == report_id)).first()
    if report is None:
        raise NotFound("There is no such report (any more).")
    return report


def _fill(session: Session, actor: Actor, report: Report, given: dict[str, Any]) -> None:
    if "schedule" in given:
        report.schedule = given["schedule"].value if given["schedule"] else None
        report.next_at = next_time(given["schedule"], times.utc_now(), zone_of(session))
    if "recipients" in given:
        report.recipients = checked_recipients(given["recipients"])
    shown = Shown.model_validate({**report.config, **{name: value for name, value in given.items() if name in SHOWN}})
    gather.check(actor, shown)
    report.config = shown.model_dump(mode="json", by_alias=True, exclude_defaults=True)
