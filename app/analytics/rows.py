"""What leaves the house about reports and their sources."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.analytics.models import Report, ReportRun, Source
from app.analytics.rules import Shown
from app.core.listing import ListQuery
from app.core.said import Said


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report; `type` and `schedule` as the wire names them, `view` the list it shows, if any."""

    id: UUID
    name: str
    type: str
    schedule: str | None
    recipients: list[str]
    metrics: list[str]
    dimensions: list[str]
    filters: dict[str, str]
    period: str | None
    view: str | None
    query: ListQuery | None
    owner_id: UUID | None
    last_generated_at: datetime | None
    next_at: datetime | None
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class ReportRunRow:
    """A report as it was made once: `state` is made or failed; the files lie at `/api/files/…`."""

    id: UUID
    report_id: UUID | None
    job_id: UUID | None
    name: str
    period: str
    state: str
    error_message: Said | None
    csv: str | None
    pdf: str | None
    mailed: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of a preview, as people read it."""

    name: str
    title: Said
    value: str
    previous: str
    change: float | None
    good: str
    note: Said


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What a report would show now."""

    period: str
    figures: list[FigureRow]
    notes: list[Said]
    view: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where figures of a platform come from; `secret_headers` names the headers sent along, never their values.

    `result` (rows fetched, written, outside, refused) and `error_message` are of the last fetch, `events` counts what
    all fetches brought.
    """

    id: UUID
    platform: str
    url: str
    format: str
    mapping: dict[str, Any]
    secret_headers: list[str]
    active: bool
    schedule: str | None
    next_at: datetime | None
    job_id: UUID | None
    result: dict[str, Any] | None
    error_message: Said | None
    last_synced_at: datetime | None
    events: int
    version: int


def report_row(report: Report) -> ReportRow:
    """The row of a report."""
    shown = Shown.model_validate(report.config)
    return ReportRow(
        id=report.id,
        name=report.name,
        type=report.report_type,
        schedule=report.schedule,
        recipients=report.recipients,
        metrics=shown.metrics,
        dimensions=shown.dimensions,
        filters=shown.filters,
        period=shown.period,
        view=shown.view,
        query=shown.query,
        owner_id=report.owner_id,
        last_generated_at=report.last_generated_at,
        next_at=report.next_at,
        created_at=report.created_at,
        version=report.version,
    )


def run_row(run: ReportRun) -> ReportRunRow:
    """The row of a run."""
    return ReportRunRow(
        id=run.id,
        report_id=run.report_id,
        job_id=run.job_id,
        name=run.name,
        period=run.period,
        state=run.state,
        error_message=run.error_message,
        csv=f"/api/files/{run.csv_id}" if run.csv_id else None,
        pdf=f"/api/files/{run.pdf_id}" if run.pdf_id else None,
        mailed=run.mailed,
        created_at=run.created_at,
    )


def source_row(source: Source, header_names: list[str], events: int) -> SourceRow:
    """The row of a source, with the names of its sealed headers and how many events it brought."""
    return SourceRow(
        id=source.id,
        platform=source.platform,
        url=source.url,
        format=source.format,
        mapping=source.mapping,
        secret_headers=header_names,
        active=source.active,
        schedule=source.schedule,
        next_at=source.next_at,
        job_id=source.job_id,
        result=source.result,
        error_message=source.error_message,
        last_synced_at=source.last_synced_at,
        events=events,
        version=source.version,
    )
