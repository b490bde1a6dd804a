"""Whatever is sent, the answer is a clear problem and never a 500."""

from typing import Any

import pytest

from app.core.actor import Actor
from tests.api.conftest import As
from tests.factories.database import cut

DEEP = "[" * 50_000 + "]" * 50_000
BODIES: list[bytes] = [
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b'{"name": NaN}',
    b'{"name": "a\\u0000b"}',
    b'{"name": "\\ud800"}',
    b'{"name": 1e999}',
    b'{"name": ' + b"9" * 5000 + b"}",
    b'{"name": {"a": {"b": 1}}}',
    b'{"name": ["x"]}',
    b'{"name": ""}',
    b'{"name": "x", "nobody_knows": 1}',
    b'{"name": "x", "tenantId": "00000000-0000-0000-0000-000000000000"}',
    b'{"name": "' + b"x" * 200_000 + b'"}',
    b'{"name": "' + b"x" * 2_000_000 + b'"}',
    b'{"name": ' + DEEP.encode() + b"}",
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: str(body[:30]))
def test_broken_bodies(as_: As, owner: Actor, body: bytes) -> None:
    answer = as_(owner).post("/api/contacts", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_other_media_types_are_not_taken(as_: As, owner: Actor) -> None:
    client = as_(owner)
    assert client.post("/api/contacts", content="name=x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/api/contacts", data={"name": "x"}).status_code == 415


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "many"},
        {"limit": "100000"},
        {"cursor": "nonsense"},
        {"cursor": "a\0b"},
        {"sort": "password"},
        {"sort": "-"},
        {"where": "{"},
        {"where": '{"field": "nobody"}'},
        {"where": '[{"field": "name", "operator": "drop table", "value": 1}]'},
        {"search": "x" * 5000},
        {"unknown": "1"},
    ],
    ids=str,
)
def test_broken_queries(as_: As, owner: Actor, query: dict[str, str]) -> None:
    answer = as_(owner).get("/api/contacts", params=query)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/api/contacts/7", "/api/contacts/00000000-0000-0000-0000-000000000000", "/api/nothing"]
)
def test_what_is_not_there(as_: As, owner: Actor, path: str) -> None:
    answer = as_(owner).get(path)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_wrong_methods_say_which_are_right(as_: As, owner: Actor) -> None:
    answer = as_(owner).put("/api/contacts", json={})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize("key", ["", "x" * 300, "tab\there"])
def test_broken_idempotency_keys(as_: As, owner: Actor, key: str) -> None:
    answer = as_(owner).post("/api/contacts", json={"name": "K"}, headers={"Idempotency-Key": key})
    assert answer.status_code in ({201} if key == "" else {422})


def test_idempotency_key_gives_the_first_answer_again(as_: As, owner: Actor) -> None:
    client, headers = as_(owner), {"Idempotency-Key": "once"}
    bodies: list[Any] = [client.post("/api/contacts", json={"name": "Once"}, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in bodies] == [201, 201]
    assert bodies[0].json()["id"] == bodies[1].json()["id"]
    assert client.post("/api/contacts", json={"name": "Twice"}, headers=headers).status_code == 409
    assert len(client.get("/api/contacts").json()["items"]) == 1


def test_a_broken_connection_is_told_as_such_and_the_next_call_works(as_: As, owner: Actor) -> None:
    client = as_(owner)
    cut(owner)
    answer = client.post("/api/companies", json={"name": "Acme"})
    assert answer.status_code == 503, answer.text
    assert "nothing was changed" in answer.json()["detail"]
    assert client.post("/api/companies", json={"name": "Acme"}).status_code == 201
