"""The door of webhooks, and of posted events, over the wire."""

from app.core import actions
from app.core.actor import Actor
from app.integrations import sources
from tests.api.conftest import As


def _path(owner: Actor) -> str:
    given = {"name": "Shop", "slug": "shop", "verify": "token", "header": "Authorization"}
    made = actions.run(owner, sources.create, given).value
    actions.run(owner, sources.rotate, {"id": made.id, "secret": "a shared token", "overlap_hours": 0})
    return "/api/hooks/" + made.url.rpartition("/")[2]


def test_a_webhook_is_taken_with_its_own_token_and_no_log_in(owner: Actor, as_: As) -> None:
    client = as_(None)
    path, mine = _path(owner), {"Authorization": "Bearer a shared token", "webhook-id": "1"}
    answer = client.post(path, json={"a": 1}, headers=mine)
    assert (answer.status_code, answer.json()["repeated"]) == (202, False)
    again = client.post(path, json={"a": 1}, headers=mine)
    assert again.json() == {"eventId": answer.json()["eventId"], "repeated": True}
    assert client.post(path, json={"a": 1}, headers={"Authorization": "Bearer x"}).status_code == 403
    assert client.post(path, content=b"{", headers=mine | {"webhook-id": "2"}).status_code == 422
    assert client.post(path, content=b"x" * 1_000_001, headers=mine).status_code == 413
    assert client.post("/api/hooks/nowhere", json={}).status_code == 404
    assert client.get(path).status_code == 405


def test_programs_post_events(owner: Actor, viewer: Actor, as_: As) -> None:
    told = {"name": "order.placed", "payload": {"total": 5}, "subject": "order:1", "key": "k1"}
    client = as_(owner)
    first = client.post("/api/automation/events", json=told)
    assert (first.status_code, first.json()["name"], first.json()["payload"]) == (201, "order.placed", {"total": 5})
    again = client.post("/api/automation/events", json={**told, "payload": {}})
    assert again.json()["id"] == first.json()["id"]
    other = client.post("/api/automation/events", json={**told, "key": "k2"})
    assert other.json()["id"] != first.json()["id"]
    assert other.json()["recordId"] == first.json()["recordId"]
    for wrong in ({"name": "job.failed"}, {"name": "Order Placed"}, {"name": "order"}, {"payload": []}):
        assert client.post("/api/automation/events", json={**told, **wrong}).status_code == 422
    assert as_(viewer).post("/api/automation/events", json=told).status_code == 403
    assert as_(None).post("/api/automation/events", json=told).status_code == 401
