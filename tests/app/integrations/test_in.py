"""Webhooks in: each source proves itself in its way, and the same delivery makes one event."""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col
from standardwebhooks import Webhook

from app.core import actions
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import AppError, Conflict, Invalid, Limited, NotFound, Refused
from app.core.events import Event
from app.core.history import actions as history
from app.integrations import receive as receiving
from app.integrations import sources
from app.integrations.message import HOPS
from app.integrations.models import WebhookReceipt
from app.integrations.receive import Call, Taken, receive
from app.integrations.rows import SourceRow

BODY = json.dumps({"order": {"id": 7, "lines": [{"sku": "A"}]}, "paid": True}).encode()


def _source(owner: Actor, slug: str = "shop", **given: Any) -> SourceRow:
    return actions.run(owner, sources.create, {"name": "Shop", "slug": slug, **given}).value


def _secret(owner: Actor, one: SourceRow) -> str:
    return actions.run(owner, sources.secret, {"id": one.id}).value.secret


def _send(one: SourceRow, headers: Mapping[str, str], body: bytes = BODY) -> Taken:
    given = {"content-type": "application/json", **{name.lower(): text for name, text in headers.items()}}
    return receive(one.url.rpartition("/")[2], Call(given, body))


def _signed(secret: str, body: bytes = BODY, message_id: str = "m1", at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    signature = Webhook(secret).sign(message_id, at, body.decode())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }


def _events(owner: Actor, name: str) -> list[Event]:
    with open_session(owner) as session:
        mine = select(Event).where(col(Event.name) == name, col(Event.tenant_id) == owner.tenant_id)
        return list(session.scalars(mine.order_by(col(Event.seq))))


def test_a_signed_payload_becomes_an_event_once(owner: Actor, other: Actor) -> None:
    one = _source(owner)
    headers = _signed(_secret(owner, one))
    first = _send(one, headers)
    second = _send(one, headers)
    assert (first.repeated, second.repeated, second.event_id) == (False, True, first.event_id)
    (event,) = _events(owner, "webhook.shop")
    assert event.id == first.event_id
    assert event.payload["payload"] == json.loads(BODY)
    assert (event.payload["source"], event.payload["deliveryId"]) == ("shop", "m1")
    assert len(_events(owner, "webhook.received")) == 1
    assert _events(other, "webhook.received") == []
    detail = actions.run(owner, sources.get, {"id": one.id}).value
    assert (detail.source.received, detail.receipts[0].repeats) == (1, 1)
    assert {seen.path: seen.type for seen in detail.fields} == {
        "order.id": "number",
        "order.lines[0].sku": "text",
        "paid": "yes or no",
    }


def test_forged_old_and_unsigned_calls_are_turned_away_and_noted(owner: Actor) -> None:
    one = _source(owner)
    secret = _secret(owner, one)
    stale = _signed(secret, at=datetime.now(UTC) - timedelta(minutes=10))
    forged = _signed("whsec_" + base64.b64encode(b"another secret").decode())
    for headers in ({}, stale, forged, {**_signed(secret), "webhook-id": "m2"}, {"webhook-signature": "v1"}):
        with pytest.raises(Refused):
            _send(one, headers)
    with pytest.raises(Refused):
        _send(one, _signed(secret), BODY + b" ")
    detail = actions.run(owner, sources.get, {"id": one.id}).value
    assert (detail.source.received, detail.source.refused) == (0, 6)
    assert all(receipt.reason for receipt in detail.receipts)
    assert _events(owner, "webhook.received") == []
    for _ in range(30):
        with pytest.raises(Refused):
            _send(one, {})
    assert actions.run(owner, sources.get, {"id": one.id}).value.source.refused == receiving.KEPT_REFUSALS


@pytest.mark.parametrize(
    ("algorithm", "encoding", "form"),
    [("sha256", "hex", "sha256={}"), ("sha1", "hex", "{}"), ("sha512", "base64", "{}"), ("sha256", "hex", "t=1,v1={}")],
)
def test_signatures_of_the_body_in_their_variants(owner: Actor, algorithm: str, encoding: str, form: str) -> None:
    one = _source(owner, verify="hmac", header="X-Hub-Signature", algorithm=algorithm, encoding=encoding)
    made = hmac.new(_secret(owner, one).encode(), BODY, algorithm).digest()
    text = made.hex() if encoding == "hex" else base64.b64encode(made).decode()
    assert _send(one, {"X-Hub-Signature": form.format(text)}).event_id
    with pytest.raises(Refused):
        _send(one, {"X-Hub-Signature": form.format(text)}, BODY + b" ")
    with pytest.raises(Refused):
        _send(one, {"X-Hub-Signature": "é, ="})
    with pytest.raises(Refused):
        _send(one, {})


def test_a_token_in_a_header_and_two_of_them_while_it_is_replaced(owner: Actor) -> None:
    one = _source(owner, verify="token", header="Authorization")
    old = _secret(owner, one)
    actions.run(owner, sources.rotate, {"id": one.id, "secret": "their own token", "overlap_hours": 1})
    for token in (f"Bearer {old}", "Bearer their own token", "their own token"):
        assert _send(one, {"Authorization": token}).event_id
    with pytest.raises(Refused):
        _send(one, {"Authorization": "Bearer other"})
    actions.run(owner, sources.rotate, {"id": one.id, "secret": "a third token", "overlap_hours": 0})
    with pytest.raises(Refused):
        _send(one, {"Authorization": f"Bearer {old}"})
    receipts = actions.run(owner, sources.get, {"id": one.id}).value.receipts
    assert "token" not in str([receipt.headers for receipt in receipts])


def test_without_proof_forms_and_other_json_are_taken_and_broken_bodies_are_not(owner: Actor) -> None:
    one = _source(owner, verify="none", id_header="X-Delivery")
    form = {"content-type": "application/x-www-form-urlencoded"}
    _send(one, form, b"name=Ann&tag=a&tag=b")
    _send(one, {}, b"[1, 2]")
    _send(one, {"X-Delivery": "d1"}, b"")
    payloads = [event.payload["payload"] for event in _events(owner, "webhook.shop")]
    assert payloads == [{"name": "Ann", "tag": ["a", "b"]}, {"value": [1, 2]}, {}]
    for wrong in (b"{", b"\xff", b'{"a": NaN}', b'{"a": "\\u0000"}', b'{"a": "\\ud800"}', b"[" * 50 + b"]" * 50):
        with pytest.raises(Invalid):
            _send(one, {}, wrong)
    assert _send(one, {"X-Delivery": "d1"}, b"{}").repeated


def test_a_message_that_goes_in_circles_ends(owner: Actor) -> None:
    one = _source(owner, verify="none")
    assert _send(one, {HOPS: "3"}).event_id
    with pytest.raises(Refused, match="circle"):
        _send(one, {HOPS: "4"})


def test_strangers_paused_sources_and_other_ids_find_nothing(owner: Actor) -> None:
    one = _source(owner, verify="none")
    for public_id in ("x", "é", "A" * 40, one.url.rpartition("/")[2][:-1] + "_"):
        with pytest.raises(NotFound):
            receive(public_id, Call({}, BODY))
    actions.run(owner, sources.update, {"id": one.id, "active": False})
    with pytest.raises(NotFound):
        _send(one, {})


def test_a_flood_is_limited(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "EACH", 3)
    one = _source(owner, verify="none")
    for _ in range(3):
        _send(one, {})
    with pytest.raises(Limited):
        _send(one, {})


def test_a_source_comes_back_under_its_address(owner: Actor) -> None:
    one = _source(owner, verify="none")
    done = actions.run(owner, sources.delete, {"id": one.id})
    with pytest.raises(NotFound):
        _send(one, {})
    actions.run(owner, history.undo, {"operation_id": done.operation_id})
    assert _send(one, {}).event_id


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"verify": "hmac"}, Invalid), ({"slug": "received"}, Invalid), ({"slug": "Shop 1"}, Invalid), ({}, Conflict)],
)
def test_input_that_cannot_be_is_refused(owner: Actor, wrong: dict[str, Any], error: type[AppError]) -> None:
    _source(owner)
    with pytest.raises(error):
        _source(owner, **wrong)
    one = actions.run(owner, sources.list_, {}).value[0]
    with pytest.raises(Invalid):
        actions.run(owner, sources.rotate, {"id": one.id, "secret": "whsec_%%%%"})


def test_old_receipts_go(owner: Actor) -> None:
    one = _source(owner, verify="none")
    _send(one, {})
    with open_session(owner) as session:
        session.execute(update(WebhookReceipt).values(created_at=func.now() - timedelta(days=31)))
    from app.core.queue import enqueue
    from app.integrations.tidy import tidy_one
    from jobs.worker import drain

    with open_session(owner) as session:
        enqueue(session, tidy_one)
    drain()
    assert actions.run(owner, sources.get, {"id": one.id}).value.receipts == []
