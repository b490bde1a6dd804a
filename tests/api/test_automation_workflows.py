"""Workflows over REST, as the interface contract words them."""

from typing import Any

from fastapi.testclient import TestClient

from app.core.actions import find, run
from app.core.actor import Actor
from tests.api.conftest import As
from tests.factories.workflows import CART, ONBOARDING

AT = "/api/automation/workflows"
TASK = {"type": "task.create", "title": "Call {{ context.name | default: 'them' }}"}
FIELDS = {
    "id",
    "name",
    "description",
    "triggerType",
    "triggerConfig",
    "steps",
    "isActive",
    "createdAt",
    "updatedAt",
}


def made(client: TestClient, **given: Any) -> dict[str, Any]:
    body = {"name": "Test", "triggerType": "manual", "triggerConfig": {}, "steps": [TASK], **given}
    answer = client.post(AT, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def key_of(owner: Actor) -> dict[str, str]:
    scopes = ["workflows:read", "workflows:write"]
    key = run(owner, find("key.create"), {"name": "Robot", "scopes": scopes}).value
    return {"Authorization": f"Bearer {key.secret}"}


def test_a_workflow_is_made_and_runs_at_once(as_: As, owner: Actor) -> None:
    client = as_(owner)
    row = made(client)
    assert set(row) >= FIELDS
    assert (row["isActive"], row["publishedVersion"]) == (True, 1)
    assert client.get(f"{AT}/{row['id']}").json()["name"] == "Test"
    assert [line["id"] for line in client.get(AT).json()["items"]] == [row["id"]]


def test_the_definitions_of_the_catalogue_are_taken(as_: As, owner: Actor) -> None:
    client = as_(owner)
    for given in (CART, ONBOARDING):
        row = made(client, **given)
        assert row["triggerConfig"] == given["triggerConfig"]
        assert [step["type"] for step in row["steps"]] == [step["type"] for step in given["steps"]]


def test_what_is_wrong_is_named_by_step_and_field(as_: As, owner: Actor) -> None:
    client = as_(owner)
    wrong = {"name": "X", "triggerType": "manual", "steps": [{"type": "sendMail"}]}
    answer = client.post(AT, json=wrong)
    assert answer.status_code == 422
    assert answer.json()["fields"]["steps.sendMail-1.type"].startswith("Step 1 (sendMail-1), field type")
    assert client.get(AT).json()["items"] == []


def test_runs_are_started_and_read(as_: As, owner: Actor) -> None:
    client = as_(owner)
    row = made(client)
    answer = client.post(f"{AT}/{row['id']}/execute", json={"context": {"name": "Ann"}})
    assert answer.status_code == 202, answer.text
    assert set(answer.json()) == {"executionId", "status"}
    assert answer.json()["status"] in {"pending", "running"}
    at = f"/api/automation/executions/{answer.json()['executionId']}"
    found = client.get(at).json()
    wanted = {"id", "workflowId", "status", "startedAt", "completedAt", "context", "errorMessage", "createdAt", "steps"}
    assert set(found) >= wanted
    query = {"workflowId": row["id"], "status": found["status"], "from": "2020-01-01T00:00:00Z", "limit": "5"}
    listed = client.get("/api/automation/executions", params=query).json()
    assert [one["id"] for one in listed["items"]] == [found["id"]]
    assert (
        client.get("/api/automation/executions", params={**query, "to": "2020-01-02T00:00:00Z"}).json()["items"] == []
    )


def test_a_get_starts_a_run_only_with_a_key(as_: As, owner: Actor) -> None:
    client = as_(owner)
    row = made(client)
    assert client.get(f"{AT}/{row['id']}/execute").status_code == 403
    assert client.get("/api/automation/executions").json()["items"] == []
    answer = as_(None).get(f"{AT}/{row['id']}/execute", headers=key_of(owner))
    assert answer.status_code == 202, answer.text


def test_paused_workflows_start_nothing(as_: As, owner: Actor) -> None:
    client = as_(owner)
    row = made(client)
    assert client.post(f"{AT}/{row['id']}/pause").json() == {"id": row["id"], "isActive": False}
    assert client.post(f"{AT}/{row['id']}/execute").status_code == 409
    assert client.post(f"{AT}/{row['id']}/resume").json() == {"id": row["id"], "isActive": True}


def test_a_webhook_workflow_has_an_address_of_its_own(as_: As, owner: Actor) -> None:
    client = as_(owner)
    row = made(client, triggerType="webhook", triggerConfig={"webhookUrl": "https://elsewhere.example/"})
    assert "/api/hooks/" in row["triggerConfig"]["webhookUrl"]
    assert row["triggerConfig"]["source"].startswith("workflow_")


def test_keys_make_one_workflow(as_: As, owner: Actor) -> None:
    client = as_(owner)
    body = {"name": "Once", "triggerType": "manual", "steps": [TASK]}
    ids = {client.post(AT, json=body, headers={"Idempotency-Key": "k1"}).json()["id"] for _ in range(2)}
    assert len(ids) == 1


def test_others_and_viewers_reach_nothing(as_: As, owner: Actor, other: Actor, viewer: Actor) -> None:
    row = made(as_(owner))
    assert as_(other).get(f"{AT}/{row['id']}").status_code == 404
    assert as_(other).post(f"{AT}/{row['id']}/execute").status_code == 404
    assert as_(viewer).post(f"{AT}/{row['id']}/execute").status_code == 403
    assert as_(None).get(AT).status_code == 401
