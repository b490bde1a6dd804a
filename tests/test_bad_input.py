"""Whatever comes over the wire of a running house: a clear refusal, never a failure, never half a record."""

import csv
import io
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col

from app.accounts.models import LoginSession
from app.core.actor import Actor
from app.core.db import house_session
from app.core.times import utc_now
from tests.factories.signing import sign_in
from tests.factories.tab import Tab

NAUGHTY = Path(__file__).resolve().parents[2] / "shared" / "data" / "naughty_strings" / "blns.json"
SESSION = "reflex___state____state.state___session____session_state"
MEGABYTE = 2**20
OWN = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "Robert'); DROP TABLE lead;--",
    "' OR 1=1 --",
    "%s %(name)s {0} {name} ${name}",
    "{{ 7 * 7 }}{% include 'x' %}",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "Ω≈ç√∫˜µ≤≥÷ 田中さん 👩‍👩‍👧‍👦 ‮evil‬ ",
    "null",
    "\u200b\u200c\ufeff x",
]
WRONG: list[Any] = [7, True, None, [], {}, [["x"]], {"a": {"b": 1}}, 1e308, ""]


def strings() -> list[str]:
    """Strings that break software: the well-known list where it is here, and our own."""
    known = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else []
    return [text for text in [*OWN, *known] if text.strip() and len(text) <= 200]


@pytest.fixture
def client(address: str, owner: Actor) -> Iterator[httpx.Client]:
    """A caller of the running house, signed in as the owner of a fresh organisation."""
    headers = {"Origin": address, "Cookie": f"steward_session={sign_in(owner)}"}
    with httpx.Client(base_url=address, headers=headers, timeout=30) as made:
        yield made


def names(client: httpx.Client) -> list[str]:
    """The names of all companies."""
    found: list[str] = []
    query: dict[str, Any] = {"limit": 100}
    while True:
        answer = client.get("/api/companies", params=query)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [one["name"] for one in page["items"]]
        if not page["nextCursor"]:
            return found
        query["cursor"] = page["nextCursor"]


def refused(answer: httpx.Response) -> None:
    """The answer is a problem in words, not a failure."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.slow
def test_naughty_strings_come_back_as_they_went_in_or_are_refused(client: httpx.Client) -> None:
    kept: list[str] = []
    for text in strings():
        answer = client.post("/api/companies", json={"name": text})
        if answer.status_code == 201:
            assert answer.json()["name"] == text.strip() or answer.json()["name"] == text, repr(text)
            kept.append(answer.json()["name"])
        else:
            refused(answer)
    assert sorted(names(client)) == sorted(kept)
    assert len(kept) > len(OWN) / 2


def test_exports_hold_nothing_that_a_spreadsheet_would_run(client: httpx.Client) -> None:
    for text in OWN:
        client.post("/api/companies", json={"name": text, "domain": "alder.example"})
    made = client.post("/api/actions/company.export", json={"format": "csv"})
    assert made.status_code == 200, made.text
    content = client.get(f"/api/files/{made.json()['id']}", follow_redirects=True).content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(content)) for cell in line]
    assert len(cells) > len(OWN)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_values_of_a_wrong_type_are_refused_whole(client: httpx.Client, value: Any) -> None:
    refused(client.post("/api/companies", json={"name": value}))
    refused(client.post("/api/companies", json={"name": "Alder", "employees": "many"}))
    assert names(client) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b'{"name": "a\\u0000b"}',
        b'{"name": "\\ud800"}',
        b'{"name": "a", "name\\u0000": 1}',
        b'{"name": "a", "nobody_knows": 1}',
        b'{"name": "a", "tenant_id": "00000000-0000-0000-0000-000000000000"}',
        b'{"name": "' + b"x" * 10 * MEGABYTE + b'"}',
        b"[" * 100_000,
    ],
    ids=lambda body: f"{body[:24]!r} {len(body)}",
)
def test_broken_bodies_leave_nothing_behind(client: httpx.Client, body: bytes) -> None:
    refused(client.post("/api/companies", content=body, headers={"Content-Type": "application/json"}))
    assert names(client) == []


def test_a_huge_body_is_cut_off_and_the_house_goes_on(client: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"name": "'
        for _ in range(64):
            yield b"x" * MEGABYTE

    try:
        answer = client.post("/api/companies", content=pieces(), headers={"Content-Type": "application/json"})
    except httpx.TransportError:
        pass  # The house hung up on the sender, which is as good.
    else:
        assert answer.status_code == 413
    assert client.get("/api/health").status_code == 200
    assert names(client) == []


def test_a_file_with_a_cell_of_ten_megabytes_is_told_in_words(client: httpx.Client) -> None:
    big = b"name,domain\nAlder,a.example\n" + b"x" * 10 * MEGABYTE + b",b.example\n"
    kept = client.post("/api/uploads", files={"file": ("big.csv", big, "text/csv")})
    assert kept.status_code == 201, kept.text
    answer = client.post("/api/actions/import.start", json={"file_id": kept.json()["id"]})
    assert answer.status_code < 500, answer.text
    assert names(client) == []


@pytest.mark.parametrize("content", [b"", b"\0" * 1000, b"PK\x03\x04broken", b"%PDF-1.7", b"a,b\n1,2,3\n\xff\xfe\n"])
def test_files_that_are_no_table_are_told_in_words(client: httpx.Client, content: bytes) -> None:
    for name in ("people.csv", "people.xlsx", "../../people.csv", "a\0b.csv"):
        kept = client.post("/api/uploads", files={"file": (name, content, "text/csv")})
        assert kept.status_code < 500, kept.text
        if kept.status_code == 201:
            answer = client.post("/api/actions/import.start", json={"file_id": kept.json()["id"]})
            assert answer.status_code < 500, answer.text


@pytest.mark.parametrize("cookie", ["", "x", "x" * 5000, "a%00b", "…", "null"], ids=lambda text: repr(text[:9]))
def test_made_up_sessions_are_nobody(address: str, cookie: str) -> None:
    headers = {"Cookie": f"steward_session={cookie}".encode(), "Origin": address}
    answer = httpx.get(f"{address}/api/companies", headers=headers)
    assert answer.status_code in {400, 401, 431}, answer.text


def test_an_expired_session_and_one_of_elsewhere_see_and_write_nothing(
    address: str, client: httpx.Client, owner: Actor, other: Actor
) -> None:
    made = client.post("/api/companies", json={"name": "Alder"}).json()
    foreign = {"Cookie": f"steward_session={sign_in(other)}", "Origin": address}
    path = f"{address}/api/companies/{made['id']}"
    assert httpx.get(path, headers=foreign).status_code == 404
    assert httpx.patch(path, headers=foreign, json={"name": "Mine"}).status_code == 404
    with house_session() as session:
        ended = update(LoginSession).where(col(LoginSession.account_id) == owner.account_id)
        session.execute(ended.values(expires_at=utc_now() - timedelta(seconds=1)))
    assert client.get("/api/companies").status_code == 401
    assert client.post("/api/companies", json={"name": "Late"}).status_code == 401


MALFORMED: list[Any] = [
    None,
    7,
    "x",
    [],
    {},
    {"name": None},
    {"name": "x" * 100_000},
    {"name": f"{SESSION}.load"},
    {"name": f"{SESSION}.load", "payload": None, "router_data": None},
    {"name": f"{SESSION}.load", "payload": [], "router_data": []},
    {"name": f"{SESSION}.load", "payload": {"nobody": 1}, "router_data": {"pathname": 7, "query": "x"}},
    {"name": f"{SESSION}._read", "payload": {}, "router_data": {}},
    {"name": f"{SESSION}.__init__", "payload": {}, "router_data": {}},
    {"name": f"{SESSION}.search", "payload": {"query": {"a": 1}}, "router_data": {}},
    {"name": f"{SESSION}.search", "payload": {"query": "a\0b\ud800"}, "router_data": {}},
    {"name": f"{SESSION}.undo", "payload": {"operation_id": "' or 1=1"}, "router_data": {}},
    {"name": f"{SESSION}.setvar", "payload": {"var_name": "company", "value": "x"}, "router_data": {}},
    {"name": "os.system", "payload": {"command": "true"}, "router_data": {}},
]


def test_malformed_events_break_neither_the_tab_nor_the_house(address: str, owner: Actor) -> None:
    with Tab(address, session=sign_in(owner)) as tab:
        tab.load()
        for event in MALFORMED:
            tab.emit(event)
        tab.heard(1)
    with Tab(address, session=sign_in(owner)) as tab:
        tab.load()
        tab.send(f"{SESSION}.load")
        assert owner.name in tab.until(owner.name)
    assert httpx.get(f"{address}/api/health").status_code == 200


@pytest.mark.parametrize("packet", ["", "4", "42", "42/_event,", "42/_event,[", "4" * 100_000, "9x", "41/_event,"])
def test_packets_that_are_no_events_end_one_socket_at_most(address: str, owner: Actor, packet: str) -> None:
    with Tab(address, session=sign_in(owner)) as broken, Tab(address, session=sign_in(owner)) as tab:
        broken.raw(packet)
        tab.load()
        tab.send(f"{SESSION}.load")
        assert owner.name in tab.until(owner.name)


def test_packets_that_are_none_leave_one_line_and_no_traceback_in_the_log(
    address: str, owner: Actor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = next(tmp_path_factory.getbasetemp().glob("web*/web.log"))
    before = log.read_text().count("Traceback")
    for packet in ("", "x", "9x", "b!", "4", "4x", "42/_event,[", "45-", "451-/_event,[1]", "4" * 100_000):
        with Tab(address, session=sign_in(owner)) as broken:
            broken.raw(packet)
            time.sleep(0.1)
    with Tab(address, session=sign_in(owner)) as tab:
        tab.load()
    said = log.read_text()
    assert "A malformed packet was refused" in said
    assert said.count("Traceback") == before, said[-3000:]


def test_noise_on_the_socket_does_not_hold_others_up(address: str, owner: Actor) -> None:
    with Tab(address, session=sign_in(owner)) as noisy, Tab(address, session=sign_in(owner)) as tab:
        for _ in range(200):
            noisy.emit({"name": "nothing.at.all", "payload": {}, "router_data": {}})
        began = time.monotonic()
        tab.load()
        tab.send(f"{SESSION}.load")
        tab.until(owner.name)
        assert time.monotonic() - began < 5
