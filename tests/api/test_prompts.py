"""Prompts over the wire, under the address and names that are fixed for them."""

from starlette.testclient import TestClient

from app.api import build
from app.core.actor import Actor
from tests.factories.signing import sign_in

GIVEN = {
    "name": "greeting",
    "category": "email",
    "template": "Greet {{ who }}",
    "variables": ["who"],
    "model": "gpt-4",
    "temperature": 0.5,
    "maxTokens": 100,
}


def test_a_prompt_is_kept_and_listed(owner: Actor, viewer: Actor) -> None:
    mine = TestClient(build(), cookies={"steward_session": sign_in(owner)})
    made = mine.post("/api/ai/prompts", json=GIVEN, headers={"Origin": "http://testserver"})
    assert made.status_code == 201, made.text
    assert {"id", "createdAt", *GIVEN} <= set(made.json())
    theirs = TestClient(build(), cookies={"steward_session": sign_in(viewer)})
    assert [one["name"] for one in theirs.get("/api/ai/prompts").json()["items"]] == ["greeting"]
    refused = theirs.post("/api/ai/prompts", json={**GIVEN, "name": "x"}, headers={"Origin": "http://testserver"})
    assert refused.status_code == 403
