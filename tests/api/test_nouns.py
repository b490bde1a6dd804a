"""The readable nouns: lists, one record, create, change, delete, verbs, and undo of what they did."""

from typing import Any

import pytest

from app.core.actor import Actor
from app.core.history.undo import run as undoing
from tests.api.conftest import As


def _made(client: Any, name: str = "Ada Lovelace") -> dict[str, Any]:
    answer = client.post("/api/contacts", json={"name": name})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/contacts/{answer.json()['id']}"
    return answer.json()


def test_create_read_change_delete_undo(as_: As, owner: Actor) -> None:
    client = as_(owner)
    made = _made(client)
    at = f"/api/contacts/{made['id']}"
    changed = client.patch(at, json={"phone": "+49 30 1234567", "version": made["version"]})
    assert changed.status_code == 200, changed.text
    assert changed.json()["version"] == made["version"] + 1
    stale = client.patch(at, json={"phone": "+49 30 7654321", "version": made["version"]})
    assert stale.status_code == 409
    gone = client.delete(at)
    assert gone.status_code == 204
    assert client.get(at).status_code == 404
    undone = client.post(f"/api/operations/{gone.headers['steward-operation']}/undo")
    assert undone.status_code == 200, undone.text
    assert client.get(at).json()["name"] == "Ada Lovelace"


def test_what_a_job_undoes_is_answered_with_the_job(as_: As, owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    client = as_(owner)
    gone = client.delete(f"/api/contacts/{_made(client)['id']}")
    monkeypatch.setattr(undoing, "MOST_AT_ONCE", 0)
    undone = client.post(f"/api/operations/{gone.headers['steward-operation']}/undo")
    assert (undone.status_code, undone.json()["jobType"]) == (202, "operation.undo")
    job = client.get(undone.headers["location"])
    assert (job.status_code, job.json()["id"]) == (200, undone.json()["id"])


def test_lists_page_search_and_sort(as_: As, owner: Actor) -> None:
    client = as_(owner)
    for name in ("Ada", "Grace", "Edsger"):
        _made(client, name)
    first = client.get("/api/contacts", params={"limit": 2, "sort": "-createdAt"}).json()
    assert [row["name"] for row in first["items"]] == ["Edsger", "Grace"]
    rest = client.get("/api/contacts", params={"limit": 2, "cursor": first["nextCursor"]}).json()
    assert [row["name"] for row in rest["items"]] == ["Ada"]
    assert rest["nextCursor"] is None
    assert [row["name"] for row in client.get("/api/contacts", params={"search": "gra"}).json()["items"]] == ["Grace"]


def test_names_are_in_camel_case(as_: As, owner: Actor) -> None:
    made = _made(as_(owner))
    assert "createdAt" in made
    assert not [name for name in made if "_" in name]


def test_viewers_read_and_do_not_write(as_: As, owner: Actor, viewer: Actor) -> None:
    made = _made(as_(owner))
    client = as_(viewer)
    assert client.get(f"/api/contacts/{made['id']}").status_code == 200
    assert client.post("/api/contacts", json={"name": "X"}).status_code == 403
    assert client.patch(f"/api/contacts/{made['id']}", json={"name": "X"}).status_code == 403
    assert client.delete(f"/api/contacts/{made['id']}").status_code == 403


def test_records_of_others_are_not_there(as_: As, owner: Actor, other: Actor) -> None:
    made = _made(as_(owner))
    client = as_(other)
    assert client.get("/api/contacts").json()["items"] == []
    assert client.get(f"/api/contacts/{made['id']}").status_code == 404
    assert client.patch(f"/api/contacts/{made['id']}", json={"name": "X"}).status_code == 404


def test_keys_enter_with_their_own_rights(as_: As, owner: Actor) -> None:
    client = as_(owner)
    made = client.post("/api/actions/key.create", json={"name": "reader", "scopes": ["contacts:read"]})
    assert made.status_code == 200, made.text
    program = as_(None)
    program.headers.update({"Authorization": f"Bearer {made.json()['secret']}", "Origin": "http://elsewhere.example"})
    assert program.get("/api/contacts").status_code == 200
    assert program.post("/api/contacts", json={"name": "X"}).status_code == 403
    program.headers["Authorization"] = "Bearer stw_wrong"
    assert program.get("/api/contacts").status_code == 401
