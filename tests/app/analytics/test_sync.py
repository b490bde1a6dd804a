"""Figures are fetched from a real server, each row once, and are measured then."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from app.analytics import due_sources, sources, sync
from app.analytics.models import AnalyticsEvent, Source
from app.core import actions, times
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Invalid, Refused
from app.core.metrics import actions as metrics
from app.core.queue import Job, enqueue
from app.core.settings import settings
from tests.factories.outside import Outside, outside
from tests.factories.work import clear_queue, worked

DAY = times.utc_now().date()


@pytest.fixture
def server(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """A platform that answers with two days of visits."""
    clear_queue()
    with outside(monkeypatch) as made:
        made.answer = lambda asked: (200, "text/csv", visits(30))
        yield made


def visits(count: int) -> bytes:
    lines = [f"{DAY - timedelta(days=1)},google,20,x", f"{DAY - timedelta(days=2)},mail,{count},=SUM(A1)"]
    return "\n".join(["date,medium,sessions,note", *lines, "not a day,mail,3,", f"{DAY},mail,many,"]).encode()


FIELDS = {"eventName": "=visit", "timestamp": "date", "value": "sessions", "channel": "medium", "id": "date,medium"}


def set_up(actor: Actor, server: Outside, **given: Any) -> sources.SourceRow:
    url = server.url + "/export?from={{ startDate }}&to={{ endDate }}"
    return actions.run(actor, sources.save, {"platform": "Site", "url": url, "mapping": FIELDS, **given}).value


def fetched(actor: Actor, platform: str = "site") -> Job:
    span = {"start_date": DAY - timedelta(days=10), "end_date": DAY}
    return worked(actions.run(actor, sync.sync, {"platform": platform, **span}).value.id)


def total(actor: Actor) -> Decimal | None:
    with open_session(actor) as session:
        return session.scalar(select(func.sum(col(AnalyticsEvent.value))))


def test_rows_become_events_once_and_change_with_their_source(owner: Actor, server: Outside) -> None:
    set_up(owner, server, headers={"Authorization": "Bearer s3cret"})
    job = fetched(owner)
    assert job.error_message is None
    assert job.result == {"fetched": 4, "written": 2, "outside": 0, "refused": 2}
    assert server.asked[0].headers["authorization"] == "Bearer s3cret"
    assert f"from={DAY - timedelta(days=10)}&to={DAY}" in server.asked[0].path
    again = fetched(owner)
    assert again.result
    assert again.result["written"] == 0
    assert total(owner) == 50
    server.answer = lambda asked: (200, "text/csv", visits(45))
    changed = fetched(owner)
    assert changed.result
    assert changed.result["written"] == 1
    assert total(owner) == 65
    reading = actions.run(
        owner, metrics.read, {"name": "website_visits", "period": "last_30_days", "group": "channel"}
    ).value
    assert reading.total == 65
    assert {point.label: point.value for point in reading.points} == {"Mail": 45, "Google": 20}


def test_json_with_its_list_somewhere_within(owner: Actor, server: Outside) -> None:
    body = f'{{"data": {{"rows": [{{"n": "page_view", "t": "{DAY}T01:00:00Z", "who": 7}}, {{"n": ""}}]}}}}'
    server.answer = lambda asked: (200, "application/json", body.encode())
    set_up(
        owner,
        server,
        format="json",
        mapping={"eventName": "n", "timestamp": "t", "userId": "who", "items": "data.rows"},
    )
    job = fetched(owner)
    assert job.result
    assert (job.result["written"], job.result["refused"]) == (1, 1)
    with open_session(owner) as session:
        event = session.scalars(select(AnalyticsEvent)).one()
        assert (event.event_name, event.user_id, event.value) == ("page_view", "7", 1)


def test_without_a_source_it_is_refused_clearly(owner: Actor, server: Outside) -> None:
    with pytest.raises(Invalid, match="is not set up"):
        fetched(owner, "facebook")
    set_up(owner, server, active=False)
    with pytest.raises(Invalid, match="switched off"):
        fetched(owner)


@pytest.mark.parametrize(
    ("status", "state", "said"), [(500, "retrying", "answered 500"), (403, "failed", "answered 403")]
)
def test_what_the_platform_refuses_is_told(owner: Actor, server: Outside, status: int, state: str, said: str) -> None:
    set_up(owner, server)
    server.answer = lambda asked: (status, "text/plain", b"no")
    job = fetched(owner)
    assert (job.status, said in (job.error_message or "")) == (state, True)


def test_an_address_inside_is_refused_and_secrets_stay(
    owner: Actor, viewer: Actor, server: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = set_up(owner, server, headers={"X-Key": "s3cret"})
    assert row.secret_headers == ["X-Key"]
    assert "s3cret" not in repr(actions.run(viewer, sources.list_, {}).value)
    with pytest.raises(Refused):
        set_up(viewer, server)
    for url in ("http://169.254.169.254/latest", "http://localhost/{{ startDate }}"):
        with pytest.raises(Invalid) as refused:
            actions.run(owner, sources.save, {"platform": "Meta", "url": url})
        assert set(refused.value.fields) == {"url"}
    monkeypatch.delenv("STEWARD_HTTP_ALLOW")
    settings.cache_clear()
    job = fetched(owner)
    assert job.status == "failed"


def source(actor: Actor) -> sources.SourceRow:
    (row,) = actions.run(actor, sources.list_, {}).value
    return row


def test_a_source_tells_how_its_last_fetch_ended(owner: Actor, server: Outside) -> None:
    set_up(owner, server)
    job = fetched(owner)
    row = source(owner)
    assert (row.job_id, row.events, row.error_message) == (job.id, 2, None)
    assert row.result == {"fetched": 4, "written": 2, "outside": 0, "refused": 2}
    server.answer = lambda asked: (404, "text/plain", b"gone")
    fetched(owner)
    row = source(owner)
    assert (row.result, row.events) == (None, 2)
    assert "404" in str(row.error_message)


def test_a_planned_source_is_fetched_when_its_time_has_come(owner: Actor, server: Outside) -> None:
    row = set_up(owner, server, schedule="hourly")
    assert row.next_at
    assert timedelta(minutes=59) < row.next_at - times.utc_now() < timedelta(minutes=61)
    assert set_up(owner, server, schedule="hourly").next_at == row.next_at
    with open_session(owner) as session:
        session.execute(update(Source).values(next_at=times.utc_now()))
        job_id = enqueue(session, due_sources.due).id
    assert worked(job_id).result == {"sources": 1}
    with open_session(owner) as session:
        (found,) = session.scalars(select(col(Job.id)).where(col(Job.job_type) == "analytics.sync"))
    assert worked(found).status == "completed"
    after = source(owner)
    assert after.next_at
    assert (after.events, after.next_at > times.utc_now()) == (2, True)
    assert set_up(owner, server, schedule="hourly", active=False).next_at is None
