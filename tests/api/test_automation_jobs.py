"""The jobs of the interface contract: paths, states and fields as other programs know them."""

from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import house_session
from app.core.ids import new_id
from app.core.queue import Job
from jobs.worker import drain
from tests.api.conftest import As
from tests.jobs import sample
from tests.jobs.looking import effects

AT = "/api/automation/jobs"
FIELDS = {
    "id",
    "jobType",
    "payload",
    "status",
    "priority",
    "attempts",
    "maxAttempts",
    "scheduledFor",
    "startedAt",
    "completedAt",
    "errorMessage",
    "createdAt",
}
assert sample


@pytest.fixture(autouse=True)
def empty_queue(house: object) -> None:
    """No job of an earlier test is left."""
    with house_session() as session:
        session.execute(delete(Job))


def _post(client: Any, **body: Any) -> dict[str, Any]:
    answer = client.post(AT, json={"jobType": "test.mark", **body})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{AT}/{answer.json()['id']}"
    return answer.json()


def _set(job_id: str, **values: object) -> None:
    with house_session() as session:
        session.execute(update(Job).where(col(Job.id) == job_id).values(**values))


def test_a_job_is_started_read_and_done(as_: As, owner: Actor) -> None:
    client = as_(owner)
    made = _post(client, payload={"word": "hi"})
    assert set(made) >= FIELDS
    assert (made["status"], made["priority"], made["attempts"], made["maxAttempts"]) == ("pending", 0, 0, 3)
    drain()
    read = client.get(f"{AT}/{made['id']}").json()
    assert set(read) >= FIELDS
    assert (read["status"], read["payload"]["word"], read["attempts"]) == ("completed", "hi", 1)


def test_priority_attempts_and_time_are_taken(as_: As, owner: Actor) -> None:
    made = _post(as_(owner), priority=7, maxAttempts=5, scheduledFor="2099-01-01T00:00:00Z")
    assert (made["priority"], made["maxAttempts"]) == (7, 5)
    assert made["scheduledFor"].startswith("2099-01-01T00:00:00")


def test_the_same_key_starts_one_job(as_: As, owner: Actor) -> None:
    client = as_(owner)
    first, second = (
        client.post(AT, json={"jobType": "test.mark"}, headers={"Idempotency-Key": "once"}) for _ in range(2)
    )
    assert first.json()["id"] == second.json()["id"]
    assert len(client.get(AT).json()["items"]) == 1


def test_an_unknown_kind_and_an_unfit_payload_are_refused(as_: As, owner: Actor) -> None:
    client = as_(owner)
    for body, field in (({"jobType": "no.such"}, "jobType"), ({"jobType": "test.mark", "payload": {"x": 1}}, "x")):
        answer = client.post(AT, json=body)
        assert answer.status_code == 422
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert field in answer.json()["fields"]


def test_only_a_failed_job_can_be_tried_again(as_: As, owner: Actor) -> None:
    client, job_id = as_(owner), ""
    job_id = _post(client)["id"]
    assert client.post(f"{AT}/{job_id}/retry").status_code == 409
    _set(job_id, status="failed", attempts=3)
    again = client.post(f"{AT}/{job_id}/retry")
    assert (again.status_code, again.json()["status"], again.json()["attempts"]) == (200, "pending", 0)
    drain()
    assert effects(job_id) == 1  # pyright: ignore[reportArgumentType]  # text does as well as an id here


def test_only_a_pending_job_can_be_cancelled(as_: As, owner: Actor) -> None:
    client = as_(owner)
    job_id = _post(client)["id"]
    gone = client.delete(f"{AT}/{job_id}")
    assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")
    assert client.delete(f"{AT}/{job_id}").status_code == 409
    _set(job_id, status="completed")
    assert client.delete(f"{AT}/{job_id}").status_code == 409


def test_the_list_filters_and_goes_on(as_: As, owner: Actor) -> None:
    client = as_(owner)
    ids = [_post(client, payload={"word": f"w{number}"})["id"] for number in range(3)]
    _set(ids[0], status="failed", created_at="2020-01-01T00:00:00Z")
    page = client.get(AT, params={"limit": 2}).json()
    assert [job["id"] for job in page["items"]] == [ids[2], ids[1]]
    rest = client.get(AT, params={"limit": 2, "cursor": page["nextCursor"]}).json()
    assert ([job["id"] for job in rest["items"]], rest["nextCursor"]) == ([ids[0]], None)

    def found(**wanted: str) -> list[str]:
        return [job["id"] for job in client.get(AT, params=wanted).json()["items"]]

    assert found(status="failed") == [ids[0]]
    assert found(jobType="no.such") == []
    assert found(**{"from": "2021-01-01T00:00:00Z"}) == [ids[2], ids[1]]
    assert found(to="2021-01-01T00:00:00Z") == [ids[0]]
    assert found(text="w1") == [ids[1]]


def test_others_and_viewers_are_kept_out(as_: As, owner: Actor, other: Actor, viewer: Actor) -> None:
    job_id = _post(as_(owner))["id"]
    assert as_(other).get(f"{AT}/{job_id}").status_code == 404
    assert as_(other).delete(f"{AT}/{job_id}").status_code == 404
    assert as_(viewer).get(f"{AT}/{job_id}").status_code == 200
    assert as_(viewer).post(AT, json={"jobType": "test.mark"}).status_code == 403
    assert as_(owner).get(f"{AT}/{new_id()}").status_code == 404
