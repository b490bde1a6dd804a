"""A post reaches a real server once, and its end is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.core import actions
from app.core.actor import Actor
from app.core.db import house_session
from app.core.effects import Effect, EffectState
from app.core.errors import Invalid, Refused
from app.core.queue import Job
from app.marketing import connectors, posts
from tests.factories.outside import Outside, outside
from tests.factories.work import clear_queue, done, worked


@pytest.fixture
def server(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """A platform that takes every post."""
    clear_queue()
    with outside(monkeypatch) as made:
        made.answer = lambda asked: (201, "application/json", b'{"id": 77, "url": "https://example.com/77"}')
        yield made


def connect(actor: Actor, server: Outside, **settings: Any) -> None:
    given = {"platform": "Chat", "settings": {"url": f"{server.url}/hook", **settings}, "secret": "s3cret"}
    actions.run(actor, connectors.save, given)


def posted(actor: Actor, text: str = "Hello") -> posts.PostRow:
    row = actions.run(actor, posts.post, {"platform": "chat", "text": text, "link": "https://example.com"}).value
    assert row.job_id
    worked(row.job_id)
    return next(one for one in actions.run(actor, posts.list_, {}).value if one.id == row.id)


def test_a_post_reaches_its_platform_with_its_secret_and_key(owner: Actor, server: Outside) -> None:
    connect(owner, server)
    row = posted(owner)
    assert (row.state, row.outside_id, row.outside_url) == ("posted", "77", "https://example.com/77")
    (asked,) = server.asked
    assert asked.json == {"platform": "chat", "text": "Hello", "link": "https://example.com", "media": []}
    assert asked.headers["authorization"] == "Bearer s3cret"
    assert asked.headers["idempotency-key"] == str(row.id)
    assert "s3cret" not in repr(actions.run(owner, connectors.list_, {}).value)


def test_done_again_it_does_not_go_out_again(owner: Actor, server: Outside) -> None:
    connect(owner, server)
    row = posted(owner)
    assert row.job_id
    with house_session() as session:
        session.execute(update(Job).where(col(Job.id) == row.job_id).values(status="pending"))
    job = worked(row.job_id)
    assert (job.status, len(server.asked)) == ("completed", 1)


def test_cut_off_in_the_middle_a_person_decides(owner: Actor, server: Outside) -> None:
    connect(owner, server)
    row = posted(owner)
    with house_session() as session:
        session.execute(update(Effect).values(state=EffectState.SENDING.value))
        session.execute(update(Job).where(col(Job.id) == row.job_id).values(status="pending"))
    assert row.job_id
    job = worked(row.job_id)
    assert (job.status, len(server.asked)) == ("failed", 1)
    assert actions.run(owner, posts.list_, {}).value[0].state == "unknown"


def test_without_a_connector_nothing_is_posted(owner: Actor, viewer: Actor, server: Outside) -> None:
    with pytest.raises(Invalid, match="not set up"):
        posted(owner)
    job = done(owner, "social.post", {"platform": "nowhere", "text": "Hello"})
    assert (job.status, job.attempts) == ("failed", 1)
    assert "not set up" in (job.error_message or "")
    with pytest.raises(Refused):
        posted(viewer)
    assert server.asked == []


@pytest.mark.parametrize(("status", "state", "job"), [(400, "failed", "failed"), (503, "waiting", "retrying")])
def test_a_refusal_is_told(owner: Actor, server: Outside, status: int, state: str, job: str) -> None:
    connect(owner, server)
    server.answer = lambda asked: (status, "text/plain", b"too long")
    row = posted(owner)
    assert row.job_id
    assert (row.state, worked(row.job_id).status) == (state, job)


def test_settings_are_checked_when_saved(owner: Actor, server: Outside) -> None:
    for settings in ({}, {"url": "ftp://example.com"}, {"url": "https://example.com", "other": 1}):
        with pytest.raises(Invalid):
            actions.run(owner, connectors.save, {"platform": "Chat", "settings": settings})
    with pytest.raises(Invalid):
        actions.run(owner, connectors.save, {"platform": "Chat", "kind": "pigeon"})
