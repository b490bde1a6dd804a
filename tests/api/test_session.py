"""Signing up, in and out over the API, and what a browser elsewhere may not do."""

from uuid import uuid4

import pytest

from tests.api.conftest import As


def _person() -> dict[str, object]:
    return {
        "company": "Ada & Co",
        "name": "Ada Lovelace",
        "email": f"{uuid4().hex}@example.com",
        "password": "correct horse battery",
    }


def test_sign_up_signs_in_by_a_cookie_that_scripts_cannot_read(as_: As) -> None:
    client = as_(None)
    answer = client.post("/api/sign-up", json={**_person(), "sample": False})
    assert answer.status_code == 201, answer.text
    assert "token" not in answer.json()
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", "path=/"))
    assert client.get("/api/session").json()["signedIn"] is True


def test_log_out_ends_the_session_itself(as_: As) -> None:
    client, person = as_(None), _person()
    client.post("/api/sign-up", json=person)
    token = client.cookies["steward_session"]
    assert client.delete("/api/session").status_code == 204
    client.cookies.set("steward_session", token)
    assert client.get("/api/session").json()["signedIn"] is False
    again = client.post("/api/session", json={"email": person["email"], "password": person["password"]})
    assert again.status_code == 200


@pytest.mark.parametrize("password", ["wrong password", "", "x" * 1001, "nul\0nul"])
def test_wrong_passwords_are_refused_without_a_cookie(as_: As, password: str) -> None:
    client, person = as_(None), _person()
    as_(None).post("/api/sign-up", json=person)
    answer = client.post("/api/session", json={"email": person["email"], "password": password})
    assert answer.status_code in {401, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert "set-cookie" not in answer.headers


def test_foreign_sessions_are_nobody(as_: As) -> None:
    client = as_(None)
    client.cookies.set("steward_session", "x" * 43)
    assert client.get("/api/session").json()["signedIn"] is False
    assert client.get("/api/contacts").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Origin": "", "Sec-Fetch-Site": "cross-site"}],
)
def test_writes_from_other_sites_are_refused(as_: As, owner: object, headers: dict[str, str]) -> None:
    client = as_(owner)  # pyright: ignore[reportArgumentType]
    answer = client.post("/api/contacts", json={"name": "Forged"}, headers=headers)
    assert answer.status_code == 403
    assert client.post("/api/session", json={}, headers=headers).status_code == 403
    assert client.get("/api/contacts").json()["items"] == []


def test_outbox_is_for_this_machine_only(as_: As) -> None:
    answer = as_(None).get("/api/outbox")
    assert answer.status_code == 403
    assert as_(None).post("/api/actions/mail.outbox", json={}).status_code == 404
