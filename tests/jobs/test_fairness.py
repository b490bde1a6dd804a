"""Who is served when: tenants in turn, kinds within their bounds, paused ones not at all."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, update
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.errors import Conflict, Refused
from app.core.queue import Context, Job, enqueue_many, kind, kind_actions
from app.core.queue.claim import Claimer, claim
from app.core.queue.records import JobPause, JobRate
from tests.jobs.looking import ask
from tests.jobs.sample import Word


@kind("test.few", title="Few at a time", payload=Word, concurrency=3, tenant_concurrency=2)
def few(job: Context, payload: Word) -> dict[str, Any]:
    """Nothing."""
    return {}


@kind("test.rated", title="Now and then", payload=Word, rate="5/minute", tenant_rate="3/minute")
def rated(job: Context, payload: Word) -> dict[str, Any]:
    """Nothing."""
    return {}


@kind("test.urgent", title="Urgent by kind", payload=Word, priority=10, light=True)
def urgent(job: Context, payload: Word) -> dict[str, Any]:
    """Nothing."""
    return {}


@pytest.fixture(autouse=True)
def unbound(house: object) -> None:
    """No pause and no rate of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(JobPause))
        session.execute(delete(JobRate))


def _flood(actor: Actor, name: str, count: int) -> None:
    with open_session(actor) as session:
        enqueue_many(session, name, [{}] * count)


def _taken(limit: int = 20) -> Counter[UUID | None]:
    return Counter(held.tenant_id for held in claim("me", limit))


def test_a_flood_of_one_tenant_does_not_starve_the_other(owner: Actor, other: Actor) -> None:
    _flood(owner, "test.mark", 500)
    _flood(other, "test.mark", 5)
    taken = _taken(20)
    assert taken[other.tenant_id] == 5
    assert taken[owner.tenant_id] >= 10


def test_urgent_ones_of_a_flood_still_go_first(owner: Actor, other: Actor) -> None:
    _flood(other, "test.mark", 50)
    _flood(owner, "test.urgent", 3)
    assert [held.job_type for held in claim("me", 20)][:3] == ["test.urgent"] * 3


def test_where_there_are_more_lanes_than_one_look_takes_all_are_served(
    owner: Actor, other: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.queue.claim.MOST_LANES", 2)
    for name in ("test.mark", "test.steps", "test.deaf"):
        _flood(owner, name, 2)
        _flood(other, name, 2)
    worker = Claimer("me")
    assert sum(len(worker.claim(10)) for _ in range(8)) == 12


def test_no_more_run_than_a_kind_allows(owner: Actor, other: Actor) -> None:
    _flood(owner, "test.few", 10)
    assert _taken() == {owner.tenant_id: 2}
    _flood(other, "test.few", 10)
    assert _taken() == {other.tenant_id: 1}
    assert not _taken()
    with house_session() as session:
        session.execute(update(Job).where(col(Job.status) == "processing").values(status="completed"))
    assert sum(_taken().values()) == 3


def test_no_more_begin_than_a_rate_allows(owner: Actor, other: Actor) -> None:
    _flood(owner, "test.rated", 10)
    _flood(other, "test.rated", 10)
    taken = Counter[UUID | None]()
    for _ in range(5):
        taken += _taken()
    assert sum(taken.values()) == 5
    assert max(taken.values()) <= 3
    with house_session() as session:
        session.execute(update(JobRate).values(window_at=func.now() - timedelta(minutes=3)))
    assert sum(_taken().values()) > 0


def test_a_paused_kind_rests_for_its_tenant_only(owner: Actor, other: Actor, viewer: Actor) -> None:
    ask(owner, "test.mark")
    ask(other, "test.mark")
    actions.run(owner, kind_actions.pause, {"name": "test.mark"})
    assert _taken() == {other.tenant_id: 1}
    (row,) = [row for row in actions.run(owner, kind_actions.list_kinds, {}).value if row.name == "test.mark"]
    assert (row.waiting, row.paused_by, row.paused_for_all) == (1, owner.name, False)
    actions.run(owner, kind_actions.resume, {"name": "test.mark"})
    assert _taken() == {owner.tenant_id: 1}
    with pytest.raises(Conflict):
        actions.run(owner, kind_actions.resume, {"name": "test.mark"})
    with pytest.raises(Refused):
        actions.run(viewer, kind_actions.pause, {"name": "test.mark"})
    with pytest.raises(Refused):
        actions.run(owner, kind_actions.pause_for_all, {"name": "test.mark"})
