"""The operator's console as its page handles it; the frame of an operator who looks into an organisation."""

from datetime import timedelta

from app.accounts import operator, tenants
from app.accounts.rows import Welcome
from app.accounts.sessions import resolve
from app.core import actions
from app.core.actor import Actor, Kind
from app.core.times import utc_now
from state.operator.console import OperatorState
from state.operator.room import RoomState
from state.session import SessionState
from tests.factories.logins import PASSWORD, logged_in, new_email, signed_up
from tests.factories.states import call, state_of


def _operator() -> tuple[Welcome, Actor]:
    _, email = signed_up(company="House")
    operator.appoint(email)
    welcome = logged_in(email, PASSWORD)
    actor = resolve(welcome.token)
    assert actor
    return welcome, actor


def test_others_see_nothing(owner: Actor) -> None:
    state = state_of(OperatorState, owner)
    call(state, "load")
    assert state.refused
    assert (state.health, state.tenants, state.acts) == ({}, [], [])


def test_an_organisation_is_limited_and_freed(house: object) -> None:
    them, _ = signed_up(company="Alder")
    state = state_of(RoomState, _operator()[1])
    call(state, "ask", str(them.tenant_id), "Alder")
    assert (state.most["people"], state.people_now, state.name) == ("", 1, "Alder")
    call(state, "save", {"people": "5", "records": "many", "requests_a_minute": "", "why": "Small contract"})
    assert state.errors == {"records": "a whole number"}
    call(state, "save", {"people": "5", "records": "", "requests_a_minute": "", "why": "Small contract"})
    assert (state.most["people"], state.id) == ("5", "")
    call(state, "ask", str(them.tenant_id), "Alder")
    call(state, "save", {"people": "", "records": "", "requests_a_minute": "", "why": "Larger contract"})
    assert state.most["people"] == ""


def test_an_organisation_is_suspended_and_resumed(house: object) -> None:
    name = f"Alder {new_email()}"
    them, _ = signed_up(company=name)
    state = state_of(OperatorState, _operator()[1])
    call(state, "load")
    assert state.health["redis"]
    call(state, "search_for", name)
    assert [one["name"] for one in state.tenants] == [name]
    for act, active in (("suspend", False), ("resume", True)):
        call(state, "ask", act, str(them.tenant_id))
        call(state, "act", {"why": "unpaid bills"})
        assert state.tenants[0]["active"] is active
    assert [(one["act"], one["why"], one["tenant"]) for one in state.acts[:2]] == [
        ("Resumed", "unpaid bills", name),
        ("Suspended", "unpaid bills", name),
    ]


def test_a_look_inside_shows_a_bar_and_ends(house: object) -> None:
    them, _ = signed_up(company="Birch & Co")
    welcome, actor = _operator()
    state = state_of(OperatorState, actor)
    call(state, "load")
    call(state, "ask", "enter", str(them.tenant_id))
    assert "has not let you in" in call(state, "act", {"why": "they asked"})
    actions.run(them, tenants.let_operator_in, {"until": utc_now() + timedelta(hours=1)})
    assert "location.assign" in call(state, "act", {"why": "they asked"})
    visitor = resolve(welcome.token)
    assert visitor
    assert (visitor.kind, visitor.tenant_id) == (Kind.OPERATOR, them.tenant_id)
    frame = state_of(SessionState, visitor)
    call(frame, "refresh")
    assert (frame.visiting, frame.company) == (True, "Birch & Co")
    assert "/operator" in call(frame, "leave_visit")
    back = resolve(welcome.token)
    assert back
    assert back.tenant_id == actor.tenant_id


def test_the_theme_is_kept_with_the_account(house: object) -> None:
    me, _ = signed_up()
    frame = state_of(SessionState, me)
    call(frame, "keep_theme", "dark")
    again = state_of(SessionState, me)
    call(again, "refresh")
    assert (frame.theme, again.theme) == ("dark", "dark")
    assert "not understood" in call(frame, "keep_theme", "pink")
