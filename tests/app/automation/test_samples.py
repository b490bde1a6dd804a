"""Samples by which a ready workflow is tried: nobody hears of them but the workflow that is tried."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.automation import missed, workflow_matches
from app.automation.gallery import actions as gallery
from app.automation.models import Wait
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.events import Event
from app.core.events.directed import only_for
from app.core.events.post import post
from app.core.times import utc_now
from app.integrations import deliveries, endpoints
from tests.app.automation.living import advance, happen, publish, runs, settle

NOTE: list[dict[str, Any]] = [{"type": "set", "values": {"seen": True}}]


def beside(owner: Actor, event: str) -> UUID:
    """Another workflow that the same event starts."""
    return publish(owner, {"name": "Beside", "steps": NOTE, "triggerConfig": {"event": event}})


def called(owner: Actor) -> UUID:
    """A program outside that wants to hear of everything."""
    given = {"name": "Shop", "url": "https://shop.example.com/hook", "events": ["*"]}
    made = run(owner, endpoints.create, given).value.id
    settle()
    return made


@pytest.mark.parametrize(
    ("name", "event"), [("customer-support", "ticket.created"), ("lead-management", "lead.created")]
)
def test_only_the_workflow_that_is_tried_runs(owner: Actor, name: str, event: str) -> None:
    other, outside = beside(owner, event), called(owner)
    paused = beside(owner, event)
    run(owner, find("workflow.pause"), {"id": paused})
    mine = run(owner, gallery.use, {"name": name}).value.id
    settle()
    run(owner, gallery.try_, {"name": name})
    settle()
    assert {made.workflow_id for made in runs(owner)} == {mine}
    assert run(owner, missed.missed, {"id": paused}).value.seen == 0
    heard = {one.event_name for one in run(owner, deliveries.list_, {"endpoint_id": outside}).value.items}
    assert event not in heard
    assert run(owner, workflow_matches.matches, {"id": other}).value.seen == 0


def test_what_happens_after_a_try_is_heard_by_all(owner: Actor) -> None:
    other = beside(owner, "ticket.created")
    run(owner, gallery.use, {"name": "customer-support"})
    settle()
    run(owner, gallery.try_, {"name": "customer-support"})
    happen(owner, "ticket.created", {"ticket": {"title": "Real"}})
    assert [made.workflow_id for made in runs(owner)].count(other) == 1


def test_a_sample_ends_only_the_waits_of_its_own_workflow(owner: Actor) -> None:
    steps = [{"type": "waitForEvent", "event": "test.paid", "match": [], "timeout": "9d"}]
    steps[0]["match"] = [{"field": "n", "operator": "equals", "value": 1}]
    one, two = (publish(owner, {"name": name, "steps": steps}) for name in ("One", "Two"))
    happen(owner, "test.begun")
    advance()
    with open_session(owner) as session, only_for(session, one):
        sample = post(session, "test.paid", {"n": 1})
    settle()
    # Late enough for the look that each wait takes at what came before it could be seen.
    advance(utc_now() + timedelta(seconds=5))
    with open_session(owner) as session:
        assert len(session.scalars(select(Wait)).all()) == 1
        assert session.scalars(select(col(Event.only_for)).where(col(Event.id) == sample.id)).one() == one
    assert {made.workflow_id: made.state for made in runs(owner)} == {one: "completed", two: "listening"}
