"""The gate: nobody without a session gets past, no state is seen by another, log-out works on open sockets."""

import pytest
from simple_websocket import ConnectionError as Refused
from sqlalchemy import update
from sqlmodel import col

from app.accounts import sessions
from app.accounts.models import Member
from app.core.actor import Actor
from app.core.db import open_session
from app.core.live import publish
from tests.factories.signing import sign_in
from tests.factories.tab import Tab

SESSION = "reflex___state____state.state___session____session_state"
LOAD, SETVAR, SEARCH = f"{SESSION}.load", f"{SESSION}.setvar", f"{SESSION}.search"


def _signed_in(address: str, token: str, client: str | None = None) -> Tab:
    tab = Tab(address, session=token, token=client)
    tab.load()
    tab.send(LOAD)
    return tab


def _change(actor: Actor, topic: str) -> None:
    with open_session(actor) as session:
        publish(session, {"tenant": str(actor.tenant_id), "topics": [topic]})


def _rename(actor: Actor, name: str) -> None:
    with open_session(actor) as session:
        session.execute(update(Member).where(col(Member.id) == actor.member_id).values(name=name))


def test_anonymous_is_led_to_the_log_in(address: str) -> None:
    with Tab(address, "/") as tab:
        tab.load()
        tab.send(LOAD)
        assert "location.replace('/login" in tab.until("location.replace")


def test_anonymous_reaches_no_handler(address: str, owner: Actor) -> None:
    with Tab(address) as tab:
        tab.load()
        for name in (LOAD, SETVAR, SEARCH, f"{SESSION}.undo", f"{SESSION}.log_out"):
            tab.send(name, query="x", operation_id="x", var_name="company", value="x")
        assert owner.name not in tab.heard(1.5)


def test_person_sees_their_frame(address: str, owner: Actor) -> None:
    with _signed_in(address, sign_in(owner)) as tab:
        assert owner.name in tab.until(owner.name)


def test_pages_elsewhere_open_no_socket(address: str, owner: Actor) -> None:
    with pytest.raises(Refused, match="403"):
        Tab(address, session=sign_in(owner), origin="http://elsewhere.example")


def test_setvar_is_refused(address: str, owner: Actor) -> None:
    with _signed_in(address, sign_in(owner)) as tab:
        tab.until(owner.name)
        tab.send(SETVAR, var_name="company", value="Mallory Inc")
        assert "not understood" in tab.until("steward:toast")
        tab.load()
        assert "Mallory" not in tab.heard()


def test_reload_of_the_tab_after_log_out_shows_nothing(address: str, owner: Actor) -> None:
    token = sign_in(owner)
    with _signed_in(address, token) as tab:
        tab.until(owner.name)
    sessions.close(token)
    with Tab(address, session=token, token=tab.token) as again:
        again.load()
        again.send(LOAD)
        heard = again.until("location.replace")
    assert owner.name not in heard
    assert str(owner.member_id) not in heard


def test_stranger_with_the_same_client_token_sees_nothing(address: str, owner: Actor, other: Actor) -> None:
    with _signed_in(address, sign_in(owner)) as tab:
        tab.until(owner.name)
    with Tab(address, token=tab.token) as anonymous:
        anonymous.load()
        heard = anonymous.until("is_hydrated") + anonymous.heard()
    with _signed_in(address, sign_in(other), tab.token) as signed_in:
        heard += signed_in.until(other.name) + signed_in.heard()
    assert owner.name not in heard
    assert str(owner.member_id) not in heard


def test_stranger_who_joins_quietly_hears_no_refresh(address: str, owner: Actor, other: Actor) -> None:
    with _signed_in(address, sign_in(owner)) as tab:
        tab.until(owner.name)
    with Tab(address, session=sign_in(other), token=tab.token) as stranger:
        _change(owner, "task")
        assert owner.name not in stranger.heard(1.5)


def test_log_out_takes_effect_on_open_sockets_at_once(address: str, owner: Actor) -> None:
    token = sign_in(owner)
    with _signed_in(address, token) as one, _signed_in(address, token) as two:
        one.until(owner.name)
        two.until(owner.name)
        # What was asked for before the end may still arrive, on a busy machine late.
        while owner.name in two.heard(1.0):
            pass
        sessions.close(token)
        assert "/login" in one.until("location.replace")
        assert "/login" in two.until("location.replace")
        two.send(LOAD)
        assert owner.name not in two.heard()


def test_change_shows_on_an_open_page(address: str, owner: Actor) -> None:
    with _signed_in(address, sign_in(owner)) as tab:
        tab.until(owner.name)
        tab.heard(0.5)
        _rename(owner, "Olivia Renamed")
        _change(owner, "member")
        assert "Olivia Renamed" in tab.until("Olivia Renamed", 2)


def test_malformed_events_get_a_clear_answer(address: str, owner: Actor) -> None:
    deep: list[object] = []
    for _ in range(200):
        deep = [deep]
    odd = [
        None,
        7,
        "text",
        [1, 2],
        {},
        {"name": 5},
        {"name": "no.such.handler", "payload": {}},
        {"name": LOAD, "payload": [1]},
        {"name": LOAD, "payload": {}, "router_data": "x"},
        {"name": SEARCH, "payload": {"query": {"a": deep}}},
        {"name": SEARCH, "payload": {"query": 5}},
        {"name": SEARCH, "payload": {"wrong": "x"}},
        {"name": SEARCH, "payload": {}},
    ]
    with _signed_in(address, sign_in(owner)) as tab:
        tab.until(owner.name)
        tab.heard(0.3)
        for data in odd:
            tab.emit(data)
            assert "steward:toast" in tab.until("steward:toast", 5), data
        tab.send(SEARCH, query="a\0b")
        tab.send(LOAD)
        tab.load()
        assert owner.name in tab.until(owner.name)
