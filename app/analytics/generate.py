"""The job that makes a report: gather, write CSV and PDF, tell those who are to have it."""

from typing import Any
from uuid import UUID

from pydantic import Field, model_validator
from sqlalchemy import select
from sqlmodel import col

from app.accounts.acting import on_behalf
from app.accounts.notifications.notify import notify
from app.analytics import gather, post
from app.analytics.content import Content
from app.analytics.models import Every, Report, ReportRun
from app.analytics.rules import PERIODS, Filters, Metrics, Recipients, Short, Shown, checked_recipients
from app.analytics.sheet import write_sheet
from app.core import files, times
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.events import record, touch
from app.core.files import File
from app.core.listing import ListQuery
from app.core.listing.views import find_view
from app.core.metrics import find
from app.core.queue import Context, Payload, kind


class Wish(Payload):
    """A report that is set up, or one described here; `mail` sends it to its recipients."""

    report_id: UUID | None = None
    name: str = Field(default="Report", max_length=200)
    metrics: Metrics = Field(default_factory=list[str])
    dimensions: Metrics = Field(default_factory=list[str])
    filters: Filters = Field(default_factory=dict[str, str])
    period: Short | None = None
    view: Short | None = None
    query: ListQuery | None = None
    recipients: Recipients = Field(default_factory=list[str])
    mail: bool = False

    @model_validator(mode="after")
    def _whole(self) -> "Wish":
        if self.report_id is None and not self.metrics and not self.view:
            raise ValueError("a report needs `reportId`, `metrics` or `view`")
        return self


def failed(session: Session, job: Context, reason: str) -> None:
    """Show beside the report that it could not be made, and tell its owner where it came by the clock."""
    report_id = job.claim.payload.get("reportId")
    report = _report(session, UUID(report_id)) if report_id else None
    if report is None:
        return
    session.add(
        ReportRun(
            report_id=report.id,
            job_id=job.id,
            owner_id=job.member_id or report.owner_id,
            name=report.name,
            period=str(job.claim.payload.get("period") or ""),
            state="failed",
            error_message=reason,
        )
    )
    if job.member_id is None and report.owner_id:
        notify(session, report.owner_id, "job.failed", f"{report.name} could not be made", reason, f"/jobs/{job.id}")
    touch(session, "analytics_reports")


@kind(
    "report.generate",
    title="Make report",
    payload=Wish,
    attempts=3,
    delay=60,
    time_limit=600,
    isolated=True,
    permission=Permission.REPORTS_WRITE,
    failed=failed,
)
def report_generate(job: Context, payload: Wish) -> dict[str, Any]:
    """Make a CSV and a PDF of metrics or of a list, with the rights of who asked, or of the report's owner."""
    session = job.session
    report = _report(session, payload.report_id) if payload.report_id else None
    if payload.report_id and report is None:
        raise NotFound("This report has been deleted.")
    name, shown = (report.name, Shown.model_validate(report.config)) if report else (payload.name, _described(payload))
    every = Every(report.schedule) if report and report.schedule else None
    period = payload.period or shown.period or PERIODS[every]
    owner_id = job.member_id or (report.owner_id if report else None)
    actor = on_behalf(session, job.tenant_id, owner_id, job.id)
    actor.check(Permission.REPORTS_READ)
    content = _content(job, session, actor, name, shown, period)
    made = _keep(job, session, actor, report, content, shown)
    wanted = (report.recipients if report else checked_recipients(payload.recipients)) if payload.mail else []
    made.mailed = post.send(session, content, made, wanted)
    if wanted:
        job.log(f"Mailed to {made.mailed} of {len(wanted)} recipients")
    if report:
        report.last_generated_at = times.utc_now()
        job.link("analytics_reports", report.id)
    session.flush()
    record(session, "report.generated", made, report=name, period=content.period)
    touch(session, "analytics_reports")
    return {"runId": str(made.id), "csv": f"/api/files/{made.csv_id}", "pdf": f"/api/files/{made.pdf_id}"}


def _report(session: Session, report_id: UUID) -> Report | None:
    return session.scalars(select(Report).where(col(Report.id) == report_id)).first()


def _described(payload: Wish) -> Shown:
    return Shown.model_validate({field: getattr(payload, field) for field in Shown.model_fields})


def _content(job: Context, session: Session, actor: Actor, name: str, shown: Shown, period: str) -> Content:
    total, done = len(shown.metrics) + bool(shown.view) + 2, 0

    def step(part: str) -> None:
        nonlocal done
        job.check()
        job.progress(done, total, part.replace("_", " "))
        done += 1

    content = gather.gather(session, actor, name, shown, period, step)
    for one in content.figures:
        if one.note:
            job.log(f"{one.metric.title}: {one.note}", "warning")
    job.log(f"{len(content.figures)} figures, {len(content.splits)} splits, {len(content.rows)} rows")
    step("Writing")
    return content


def _keep(
    job: Context, session: Session, actor: Actor, report: Report | None, content: Content, shown: Shown
) -> ReportRun:
    needs = {Permission.REPORTS_READ, *(find(name).permission for name in shown.metrics)}
    if shown.view:
        needs |= {find_view(shown.view).permission, Permission.EXPORTS_READ}
        actor.check(Permission.EXPORTS_READ)
    stem = f"{content.title[:100]} {content.period}".replace("/", "-")
    with files.draft(job.tenant_id) as sheet, files.draft(job.tenant_id) as paper:
        count = write_sheet(sheet, content)
        # The PDF library takes a tenth of a start, and few processes ever write one.
        from app.analytics.paper import write_paper

        paper.write(write_paper(content))
        kept: list[File] = []
        for draft, name, media in ((sheet, f"{stem}.csv", "text/csv"), (paper, f"{stem}.pdf", "application/pdf")):
            file = files.describe(
                session, draft, name, media, purpose="report", needs=sorted(needs), member_id=actor.member_id, by=job.id
            )
            job.link("file", file.id)
            kept.append(file)
    job.log(f"Wrote {count} rows of CSV and {kept[1].size:,} bytes of PDF")
    run = ReportRun(
        report_id=report.id if report else None,
        job_id=job.id,
        owner_id=actor.member_id,
        name=content.title,
        period=content.period,
        csv_id=kept[0].id,
        pdf_id=kept[1].id,
    )
    session.add(run)
    session.flush()
    return run
