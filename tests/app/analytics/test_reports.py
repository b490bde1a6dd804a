"""Reports are made by a real worker with the rights of those they are for, and reach them."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app.accounts import tenants
from app.accounts.models import Member
from app.analytics import due_sources, reports, shipped, sources
from app.analytics.due import due
from app.analytics.models import Every, Report
from app.analytics.rules import next_time
from app.core import actions, files, times
from app.core.access import ROLES, Permission, Reach
from app.core.actor import Actor, house
from app.core.db import house_session, open_session
from app.core.errors import Invalid, NotFound, Refused
from app.core.events.dispatch import dispatch
from app.core.files import actions as file_actions
from app.core.mail import Mail
from app.core.queue import Job, enqueue
from app.crm import contacts, deal_moves, deals, pipelines
from tests.factories.people import colleague
from tests.factories.work import clear_queue, worked

# Its import is the registration of its consumer.
assert due_sources


@pytest.fixture(autouse=True)
def empty_queue(owner: Actor) -> None:
    """No job of an earlier test is left."""
    clear_queue()


def made(actor: Actor, **given: Any) -> reports.ReportRow:
    return actions.run(actor, reports.create, {"name": "Ours", **given}).value


def run(actor: Actor, report_id: UUID, **given: Any) -> Job:
    return worked(actions.run(actor, reports.run, {"id": report_id, **given}).value.id)


def content(actor: Actor, job: Job, kind: str) -> bytes:
    assert job.result, job.error_message
    assert actor.tenant_id
    file_id = UUID(job.result[kind].rsplit("/", 1)[1])
    actions.run(actor, file_actions.get, {"file_id": file_id})
    return files.path(actor.tenant_id, file_id).read_bytes()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def win(actor: Actor, amount: int) -> None:
    deal = actions.run(actor, deals.create, {"name": f"Deal {amount}", "amount": amount}).value
    actions.run(actor, deal_moves.win, {"id": deal.id})


@pytest.fixture
def seller(owner: Actor) -> Actor:
    """An owner who has won two deals today, of 100 and 300."""
    actions.run(owner, pipelines.create, {"name": "Sales"})
    for amount in (100, 300):
        win(owner, amount)
    return owner


def test_figures_stand_in_csv_and_pdf(seller: Actor) -> None:
    metrics = ["revenue", "orders", "average_order_value", "mrr", "website_visits"]
    report = made(seller, metrics=metrics, dimensions=["date", "product_category"], period="this_month")
    job = run(seller, report.id)
    assert (job.status, job.error_message) == ("completed", None)
    rows = table(content(seller, job, "csv"))
    totals = {row["Metric"]: row for row in rows if not row["Dimension"]}
    assert totals["Revenue won"]["Value"] == "400.00"
    assert totals["Orders"]["Value"] == "2"
    assert totals["Average order value"]["Value"] == "200.00"
    assert "subscriptions come with billing" in totals["Monthly recurring revenue"]["Note"]
    assert "no source" in totals["Website visits"]["Note"]
    by_day = [row for row in rows if (row["Metric"], row["Dimension"]) == ("Revenue won", "date")]
    assert sum(float(row["Value"]) for row in by_day) == 400
    by_category = next(row for row in rows if (row["Metric"], row["Dimension"]) == ("Revenue won", "product_category"))
    assert "By product" in by_category["Note"]
    assert content(seller, job, "pdf").startswith(b"%PDF-")
    assert actions.run(seller, reports.get, {"id": report.id}).value.last_generated_at
    assert [one.state for one in actions.run(seller, reports.runs, {"id": report.id}).value] == ["made"]


def test_a_list_stands_in_it_and_no_cell_is_a_formula(owner: Actor) -> None:
    for name in ("=cmd|' /C calc'!A0", "Łucja Żółć", "Other"):
        actions.run(owner, contacts.create, {"name": name, "city": "Here" if name != "Other" else "There"})
    where = {"rules": [{"field": "city", "operator": "equals", "value": "Here"}]}
    report = made(owner, view="contacts", query={"where": where})
    job = run(owner, report.id)
    names = [row["Name"] for row in table(content(owner, job, "csv"))]
    assert sorted(names) == ["'=cmd|' /C calc'!A0", "Łucja Żółć"]


def test_it_is_made_with_the_rights_of_who_asks(owner: Actor) -> None:
    rep = colleague(owner, "Rita", "manager", ROLES["manager"], Reach.OWN)
    actions.run(owner, contacts.create, {"name": "Of the owner"})
    report = made(owner, view="contacts")
    blind = colleague(owner, "Ben", "viewer", frozenset({Permission.REPORTS_READ}))
    with pytest.raises(Refused):
        actions.run(blind, reports.run, {"id": report.id})
    with pytest.raises(NotFound):
        actions.run(rep, reports.run, {"id": report.id})
    job = run(owner, report.id)
    assert job.result
    with pytest.raises(Refused):
        content(blind, job, "csv")
    with pytest.raises(NotFound):
        content(rep, job, "csv")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"metrics": ["revenue"], "recipients": ["nobody"]},
        {"metrics": ["revenue"], "period": "some day"},
        {"view": "secrets"},
    ],
    ids=["nothing", "recipient", "period", "list"],
)
def test_what_cannot_be_shown_or_sent_is_refused_at_once(owner: Actor, given: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        made(owner, **given)
    with pytest.raises(NotFound):
        made(owner, metrics=["no_such_metric"])


def mails(actor: Actor) -> list[Mail]:
    with house_session() as session:
        return list(session.scalars(select(Mail).where(col(Mail.tenant_id) == actor.tenant_id).order_by(col(Mail.to))))


def test_a_due_report_comes_once_and_is_mailed(seller: Actor) -> None:
    to = ["owner@tenant", "cfo@example.com"]
    report = made(seller, metrics=["revenue"], schedule="daily", recipients=to, period="this_month")
    past = times.utc_now() - timedelta(hours=3)
    with open_session(house(seller.tenant_id)) as session:
        session.execute(update(Report).where(col(Report.id) == report.id).values(next_at=past))
    for _ in range(2):
        with open_session(house(seller.tenant_id)) as session:
            job_id = enqueue(session, due).id
        worked(job_id)
    told = mails(seller)
    assert len(told) == 2
    assert "cfo@example.com" in [mail.to for mail in told]
    assert "Revenue won: €400.00" in told[0].text
    later = actions.run(seller, reports.get, {"id": report.id}).value
    assert later.next_at
    assert later.next_at > times.utc_now()
    assert len(actions.run(seller, reports.runs, {"id": report.id}).value) == 1


def test_a_report_whose_owner_left_fails_and_says_so(owner: Actor) -> None:
    manager = colleague(owner, "Max", "manager")
    report = made(manager, metrics=["revenue"], schedule="weekly")
    with open_session(house(owner.tenant_id)) as session:
        session.execute(update(Member).where(col(Member.id) == manager.member_id).values(active=False))
        session.execute(update(Report).values(next_at=times.utc_now() - timedelta(minutes=1)))
        job_id = enqueue(session, due).id
    worked(job_id)
    shown = actions.run(owner, reports.runs, {"id": report.id}).value
    assert [(one.state, "no longer works here" in (one.error_message or "")) for one in shown] == [("failed", True)]


def test_the_three_shipped_reports_come_with_an_organisation(owner: Actor) -> None:
    rows = actions.run(owner, shipped.restore, {}).value
    assert [(row.name, row.schedule) for row in rows] == [
        ("Daily Sales Summary", "daily"),
        ("Weekly Marketing Performance", "weekly"),
        ("Monthly Business Review", "monthly"),
    ]
    assert actions.run(owner, shipped.restore, {}).value == []
    for row in rows:
        shown = actions.run(owner, reports.preview, {"id": row.id}).value
        assert len(shown.figures) == 4


def test_reports_and_sources_go_by_the_zone_of_the_organisation_also_after_it_moves(owner: Actor) -> None:
    tokyo = replace(owner, zone="Asia/Tokyo")
    report = made(tokyo, schedule="daily", metrics=["revenue"])
    assert report.next_at
    assert report.next_at.astimezone(UTC).hour == 6
    given = {"platform": "Site", "url": "https://example.com/", "schedule": "daily"}
    actions.run(tokyo, sources.save, given)
    actions.run(owner, tenants.update, {"zone": "Pacific/Honolulu"})
    while dispatch():
        pass
    (source,) = actions.run(owner, sources.list_, {}).value
    moved = next(one for one in actions.run(owner, reports.list_, {}).value if one.id == report.id)
    assert [one and one.astimezone(UTC).hour for one in (moved.next_at, source.next_at)] == [16, 16]


@pytest.mark.parametrize(
    ("every", "wanted"),
    [
        (Every.DAILY, "2026-03-28T05:00"),
        (Every.WEEKLY, "2026-03-30T04:00"),
        (Every.MONTHLY, "2026-04-01T04:00"),
    ],
)
def test_reports_come_at_six_on_the_clocks_of_the_place_also_when_these_change(every: Every, wanted: str) -> None:
    now = datetime(2026, 3, 27, 5, 0, tzinfo=UTC)
    found = next_time(every, now, times.zone("Europe/Vienna"))
    assert found
    assert found.isoformat()[:16] == wanted
    early = datetime(2026, 3, 27, 4, 0, tzinfo=UTC)
    assert next_time(Every.DAILY, early, times.zone("Europe/Vienna")) == datetime(2026, 3, 27, 5, 0, tzinfo=UTC)
