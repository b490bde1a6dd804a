"""Imports by one request: the file goes in, what it seems to hold comes back."""

from app.core.actor import Actor
from tests.api.conftest import As

ROWS = b"Name,E-mail,Company\nAda Lovelace,ada@example.com,Analytical Engines\n"


def test_file_is_looked_at_and_repeated_safely(as_: As, owner: Actor) -> None:
    client, headers = as_(owner), {"Idempotency-Key": "one file"}
    made = client.post("/api/imports?noun=contact", files={"file": ("people.csv", ROWS, "text/csv")})
    assert made.status_code == 201, made.text
    assert made.json()["row"]["fileName"] == "people.csv"
    assert client.get(made.headers["location"]).status_code == 200
    bare = client.post("/api/imports?name=bare.csv", content=ROWS, headers={"Content-Type": "text/csv", **headers})
    assert bare.status_code == 201, bare.text
    again = client.post("/api/imports?name=bare.csv", content=ROWS, headers={"Content-Type": "text/csv", **headers})
    assert again.json()["row"]["id"] == bare.json()["row"]["id"]
    assert again.headers["idempotent-replayed"] == "true"
    other = client.post(
        "/api/imports?name=b.csv", content=b"a,b\n1,2\n", headers={"Content-Type": "text/csv", **headers}
    )
    assert other.status_code == 409


def test_what_is_no_table_is_refused(as_: As, owner: Actor, viewer: Actor) -> None:
    client = as_(owner)
    for content in (b"\x00\x01\x02\x03" * 100, b"PK\x03\x04 no workbook"):
        answer = client.post("/api/imports", files={"file": ("x.xlsx", content)})
        assert 400 <= answer.status_code < 500, answer.text
    assert client.post("/api/imports", json={"fileId": "7"}).status_code == 422
    assert as_(viewer).post("/api/imports", files={"file": ("a.csv", ROWS)}).status_code == 403
