"""Webhooks out: signed, tried again for three days, logged, replayed, switched off."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col
from standardwebhooks import Webhook

from app.accounts.notifications.models import Notification
from app.core import actions
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.effects.models import Effect
from app.core.errors import Conflict, Invalid, Refused
from app.core.events import posting
from app.core.events.dispatch import dispatch
from app.core.history import actions as history
from app.core.queue import Job
from app.core.settings import settings
from app.core.times import utc_now
from app.integrations import deliveries, endpoints
from app.integrations.deliver import PAUSES
from app.integrations.models import WebhookDelivery, WebhookEndpoint, WebhookHealth
from app.integrations.patterns import wants
from app.integrations.rows import DeliveryRow, EndpointRow
from jobs.worker import drain
from tests.factories.people import colleague
from tests.factories.receiver import Receiver


def _endpoint(owner: Actor, server: Receiver, *events: str) -> EndpointRow:
    given = {"name": "Shop", "url": f"{server.url}/hook", "events": list(events or ["order.*"])}
    return actions.run(owner, endpoints.create, given).value


def _post(owner: Actor, name: str = "order.placed", **payload: Any) -> UUID:
    return actions.run(owner, posting.post_event, {"name": name, "payload": payload or {"total": 5}}).value.id


def _log(owner: Actor, endpoint_id: UUID) -> list[DeliveryRow]:
    return actions.run(owner, deliveries.list_, {"endpoint_id": endpoint_id}).value.items


def _hurry() -> None:
    with house_session() as session:
        session.execute(update(Job).where(col(Job.status) == "pending").values(scheduled_for=func.now()))


def _secret(owner: Actor, endpoint_id: UUID) -> str:
    return actions.run(owner, endpoints.secret, {"id": endpoint_id}).value.secret


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "https://[::1]/", "http://localhost:81/", "ftp://example.com/"])
def test_an_address_inside_is_refused_at_its_field(owner: Actor, server: Receiver, url: str) -> None:
    one = _endpoint(owner, server)
    for action, more in ((endpoints.create, {"name": "In", "events": ["*"]}), (endpoints.update, {"id": one.id})):
        with pytest.raises(Invalid) as refused:
            actions.run(owner, action, {"url": url, **more})
        assert set(refused.value.fields) == {"url"}, refused.value.fields


def test_an_event_arrives_signed_and_is_logged(owner: Actor, other: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server)
    _endpoint(other, server)
    event_id = _post(owner, total=7, name="order.placed")
    _post(owner, "cart.left")
    dispatch()
    drain()
    (got,) = server.got
    told = Webhook(_secret(owner, one.id)).verify(got.body, got.headers)
    assert (told["type"], told["id"], told["data"]["payload"]) == ("order.placed", str(event_id), {"total": 7})
    assert got.headers["webhook-id"] == f"msg_{event_id.hex}"
    (row,) = _log(owner, one.id)
    assert (row.state, row.status, row.tries) == ("delivered", 200, 1)
    detail = actions.run(owner, deliveries.get, {"id": row.id}).value
    (attempt,) = detail.attempts
    assert (attempt.response, json.loads(detail.body)["id"]) == ("ok", str(event_id))
    assert _secret(owner, one.id) not in str(detail)
    with open_session(owner) as session:
        effect = session.scalars(select(Effect).where(col(Effect.kind) == "webhook")).one()
    assert (effect.state, effect.target) == ("sent", f"{server.url}/hook")


def test_the_same_event_twice_makes_one_delivery(owner: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server)
    for _ in range(2):
        actions.run(owner, posting.post_event, {"name": "order.placed", "payload": {}, "key": "o-1"})
    dispatch()
    drain()
    assert (len(server.got), len(_log(owner, one.id))) == (1, 1)


def test_a_failure_is_tried_again_under_the_same_id_for_three_days(owner: Actor, server: Receiver) -> None:
    assert timedelta(days=2, hours=20) < sum(PAUSES, timedelta()) <= timedelta(days=3)
    one = _endpoint(owner, server)
    server.answers += [(500, {})] * (len(PAUSES) + 1)
    _post(owner)
    dispatch()
    for number in range(1, len(PAUSES) + 2):
        drain()
        (row,) = _log(owner, one.id)
        assert row.tries == number == len(server.got)
        if number <= len(PAUSES):
            assert row.next_at
            assert abs(row.next_at - utc_now() - PAUSES[number - 1]) < timedelta(seconds=20)
            drain()
            assert len(server.got) == number
            _hurry()
    assert (row.state, row.status, row.error_message) == ("failed", 500, "The receiver answered with 500.")
    assert len({got.headers["webhook-id"] for got in server.got}) == 1
    assert len({got.body for got in server.got}) == 1
    assert actions.run(owner, endpoints.get, {"id": one.id}).value.failing_since


def test_a_success_after_failures_ends_them(owner: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server)
    server.answers += [(503, {}), (302, {"location": "/elsewhere"})]
    _post(owner)
    dispatch()
    for _ in range(3):
        drain()
        _hurry()
    (row,) = _log(owner, one.id)
    assert (row.state, row.tries, [got.path for got in server.got]) == ("delivered", 3, ["/hook"] * 3)
    now = actions.run(owner, endpoints.get, {"id": one.id}).value
    assert (now.failing_since, now.last_status) == (None, 200)


def test_gone_switches_the_endpoint_off_and_tells_those_who_can_mend_it(owner: Actor, server: Receiver) -> None:
    admin, rep = colleague(owner, "Ada Admin", "admin"), colleague(owner, "Rob Rep", "rep")
    one = _endpoint(owner, server)
    server.answers += [(410, {})]
    _post(owner)
    dispatch()
    drain()
    now = actions.run(owner, endpoints.get, {"id": one.id}).value
    assert (now.active, now.disabled_reason) == (False, "The receiver answered that it is gone for good (410).")
    with open_session(owner) as session:
        told = session.scalars(select(Notification).where(col(Notification.kind) == "webhook.disabled")).all()
    assert {note.member_id for note in told} == {owner.member_id, admin.member_id}
    assert rep.member_id not in {note.member_id for note in told}
    _post(owner)
    dispatch()
    drain()
    assert len(server.got) == 1


def test_three_days_of_failing_switch_it_off_and_drop_what_waits(owner: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server)
    server.answers += [(500, {})] * 2
    _post(owner)
    dispatch()
    drain()
    with open_session(owner) as session:
        earlier = utc_now() - timedelta(days=3)
        session.execute(update(WebhookHealth).values(failing_since=earlier))
    _post(owner)
    dispatch()
    drain()
    now = actions.run(owner, endpoints.get, {"id": one.id}).value
    assert not now.active
    assert (now.disabled_reason or "").startswith("It failed for three days.")
    assert [row.state for row in _log(owner, one.id)] == ["dropped", "dropped"]
    since = {"id": one.id, "since": utc_now() - timedelta(hours=1)}
    with pytest.raises(Conflict):
        actions.run(owner, deliveries.replay_many, since)
    _post(owner)
    dispatch()
    actions.run(owner, endpoints.enable, {"id": one.id})
    assert actions.run(owner, deliveries.replay_many, since).value.count == 2
    assert actions.run(owner, deliveries.replay_many, {**since, "what": "missed"}).value.count == 1
    drain()
    assert [row.state for row in _log(owner, one.id)] == ["delivered"] * 3
    assert len({got.headers["webhook-id"] for got in server.got}) == 3


def test_a_replay_keeps_the_id_and_overtakes_the_next_try(owner: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server)
    server.answers += [(500, {})]
    _post(owner)
    dispatch()
    drain()
    (row,) = _log(owner, one.id)
    actions.run(owner, deliveries.replay, {"id": row.id})
    drain()
    _hurry()
    drain()
    (row,) = _log(owner, one.id)
    assert (row.state, row.round, len(server.got)) == ("delivered", 2, 2)
    actions.run(owner, deliveries.replay, {"id": row.id})
    drain()
    assert len(server.got) == 3
    assert len({got.headers["webhook-id"] for got in server.got}) == 1


def test_while_a_secret_is_replaced_both_signatures_are_sent(owner: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server)
    old = _secret(owner, one.id)
    actions.run(owner, endpoints.rotate, {"id": one.id, "overlap_hours": 1})
    new = _secret(owner, one.id)
    assert new != old
    actions.run(owner, deliveries.test, {"id": one.id})
    drain()
    (got,) = server.got
    assert len(got.headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        assert Webhook(secret).verify(got.body, got.headers)["type"] == "webhook.test"
    actions.run(owner, endpoints.rotate, {"id": one.id, "overlap_hours": 0})
    actions.run(owner, deliveries.test, {"id": one.id})
    drain()
    assert len(server.got[1].headers["webhook-signature"].split()) == 1
    with open_session(owner) as session:
        text = str(
            session.connection().exec_driver_sql("select string_agg(s::text, ' ') from webhook_secret s").scalar()
        )
    assert old not in text
    assert new not in text


def test_a_private_address_is_not_called_and_says_why(
    owner: Actor, server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = _endpoint(owner, server)
    monkeypatch.setattr(settings(), "http_allow", [])
    actions.run(owner, deliveries.test, {"id": one.id})
    drain()
    (row,) = _log(owner, one.id)
    assert row.state == "retrying"
    assert "private network" in (row.error_message or "")


def test_input_that_cannot_be_is_refused(owner: Actor, viewer: Actor) -> None:
    for wrong in ({"url": "ftp://x"}, {"url": "http://user:pw@x.example"}, {"events": []}, {"events": ["Deal Moved"]}):
        with pytest.raises(Invalid):
            actions.run(owner, endpoints.create, {"name": "N", "url": "https://x.example", "events": ["*"], **wrong})
    with pytest.raises(Refused):
        actions.run(viewer, endpoints.secret, {"id": viewer.member_id})


def test_patterns(owner: Actor) -> None:
    assert wants(["deal.*"], "deal.moved")
    assert not wants(["deal.*"], "dealer.moved")
    assert wants(["*"], "deal.moved")
    assert not wants(["*"], "webhook.received")
    assert wants(["webhook.*"], "webhook.received")
    assert wants(["a.b", "deal.moved"], "deal.moved")


def test_a_deleted_endpoint_comes_back_and_is_called_again(owner: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server)
    done = actions.run(owner, endpoints.delete, {"id": one.id})
    _post(owner)
    dispatch()
    actions.run(owner, history.undo, {"operation_id": done.operation_id})
    _post(owner)
    dispatch()
    drain()
    assert len(server.got) == 1
    assert Webhook(_secret(owner, one.id)).verify(server.got[0].body, server.got[0].headers)


def test_many_events_are_fed_quickly(owner: Actor, server: Receiver) -> None:
    one = _endpoint(owner, server, "bulk.*")
    for _ in range(30):
        _post(owner, "bulk.done")
    dispatch()
    with open_session(owner) as session:
        mine = col(WebhookDelivery.endpoint_id) == one.id
        assert session.scalar(select(func.count()).select_from(WebhookDelivery).where(mine)) == 30
        assert session.scalar(select(col(WebhookEndpoint.version)).where(col(WebhookEndpoint.id) == one.id)) == 1
    drain()
    assert len({json.loads(got.body)["sequence"] for got in server.got}) == len(server.got) == 30
