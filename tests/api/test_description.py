"""What the API says about itself, and what every answer carries."""

import re

from fastapi import FastAPI

from app.api.actions import exposed
from app.core.actor import Actor
from tests.api.conftest import As


def test_every_action_is_described(as_: As) -> None:
    spec = as_(None).get("/api/openapi.json").json()
    for action in exposed():
        call = spec["paths"][f"/api/actions/{action.name}"]["post"]
        assert call["summary"] == action.title
        assert call["x-permission"] == action.permission.value


def test_references_lead_somewhere(as_: As) -> None:
    text = as_(None).get("/api/openapi.json").text
    schemas = as_(None).get("/api/openapi.json").json()["components"]["schemas"]
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', text)):
        assert name in schemas, name


def test_actions_are_listed_with_their_schemas(as_: As, owner: Actor) -> None:
    items = as_(owner).get("/api/actions").json()["items"]
    assert {item["name"] for item in items} == {action.name for action in exposed()}
    assert all(item["input"]["type"] == "object" for item in items)
    assert as_(None).get("/api/actions").status_code == 401


def test_documentation_asks_no_other_host(as_: As) -> None:
    client = as_(None)
    page = client.get("/api/docs").text
    for name in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert name.startswith("/api/")
        assert client.get(name).status_code == 200


def test_every_answer_carries_the_guards(as_: As, api: FastAPI) -> None:
    for path in ("/api/health", "/api/nothing", "/api/contacts", "/api/docs"):
        headers = as_(None).get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
