"""People, roles and invitations as their pages handle them."""

import re

from app.accounts import members
from app.core import actions
from app.core.actor import Actor
from app.core.history import actions as history
from state.settings.invitations import InvitationsState
from state.settings.people import PeopleState
from state.settings.roles import RolesState
from tests.factories.logins import new_email
from tests.factories.states import call, state_of

FORM = {
    "name": "Tom Okafor",
    "role": "rep",
    "skills": "solar, legal",
    "territories": "DACH",
    "capacity": "20",
    "away_until": "2099-05-01",
}


def test_a_person_is_added_changed_and_out(owner: Actor) -> None:
    state = state_of(PeopleState, owner)
    call(state, "load")
    call(state, "add")
    assert "is saved" in call(state, "save", FORM)
    tom = next(one for one in state.people if one["name"] == "Tom Okafor")
    assert (tom["skills"], tom["territories"], tom["capacity"]) == ("solar, legal", "DACH", "20")
    assert (tom["away_until"], tom["can_log_in"], tom["active"]) == ("2099-05-01", False, True)
    call(state, "edit", tom["id"])
    call(state, "save", {**FORM, "capacity": "5", "away_until": ""})
    tom = next(one for one in state.people if one["name"] == "Tom Okafor")
    assert (tom["capacity"], tom["away_until"]) == ("5", "")
    call(state, "edit", tom["id"])
    said = call(state, "deactivate")
    assert "is deactivated" in said
    assert not next(one for one in state.people if one["id"] == tom["id"])["active"]
    operation = re.search(r'"operation_id": "([0-9a-f-]{36})"', said)
    assert operation
    actions.run(owner, history.undo, {"operation_id": operation[1]})
    call(state, "refresh")
    assert next(one for one in state.people if one["id"] == tom["id"])["active"]


def test_somebody_elses_change_is_not_overwritten(owner: Actor) -> None:
    tom = actions.run(owner, members.create, {"name": "Tom"}).value
    state = state_of(PeopleState, owner)
    call(state, "load")
    call(state, "edit", str(tom.id))
    actions.run(owner, members.update, {"id": tom.id, "name": "Thomas"})
    assert "Somebody else changed this person" in call(state, "save", {**FORM, "away_until": ""})
    assert actions.run(owner, members.get, {"id": tom.id}).value.name == "Thomas"


def test_a_wrong_day_is_told_beside_its_field(owner: Actor) -> None:
    state = state_of(PeopleState, owner)
    call(state, "load")
    call(state, "add")
    call(state, "save", {**FORM, "away_until": "someday"})
    assert state.errors == {"away_until": "write a day"}
    assert state.editing


def test_only_those_of_a_role(owner: Actor, viewer: Actor) -> None:
    state = state_of(PeopleState, owner)
    call(state, "load")
    assert {one["name"] for one in state.people} == {"Olivia Owner", "Vera Viewer"}
    assert "role=viewer" in call(state, "only", "viewer")
    assert [one["name"] for one in state.people] == ["Vera Viewer"]


def test_a_viewer_looks_but_does_not_change(viewer: Actor) -> None:
    state = state_of(PeopleState, viewer)
    call(state, "load")
    call(state, "add")
    assert "does not allow" in call(state, "save", FORM)
    assert len(state.people) == 2


def test_an_invitation_waits_and_is_withdrawn(owner: Actor) -> None:
    state, email = state_of(InvitationsState, owner), new_email()
    call(state, "load")
    call(state, "open_form")
    assert "outbox" in call(state, "send", {"email": email, "role": "viewer"})
    assert [(one["email"], one["role"]) for one in state.invited] == [(email, "Viewer")]
    call(state, "revoke", state.invited[0]["id"])
    assert state.invited == []


def test_a_role_of_ones_own(owner: Actor) -> None:
    state = state_of(RolesState, owner)
    call(state, "load")
    call(state, "add")
    call(state, "give", "deals:write", True)
    assert state.role["permissions"] == ["deals:read", "deals:write"]
    call(state, "give", "deals:read", False)
    assert state.role["permissions"] == []
    call(state, "give", "leads:write", True)
    call(state, "give", "operator", True)
    assert "is saved" in call(state, "save", {"name": "Fair", "reach": "own"})
    fair = next(role for role in state.roles if role["name"] == "Fair")
    assert (fair["permissions"], fair["reach"], fair["builtin"]) == (["leads:read", "leads:write"], "own", False)
    call(state, "show", fair["id"])
    assert "is deleted" in call(state, "delete")
    assert all(role["name"] != "Fair" for role in state.roles)


def test_a_built_in_role_stays(owner: Actor) -> None:
    state = state_of(RolesState, owner)
    call(state, "load")
    admin = next(role for role in state.roles if role["key"] == "admin")
    call(state, "show", admin["id"])
    assert not any(cell["may"] for line in state.matrix for cell in line["cells"])
    assert "cannot be changed" in call(state, "save", {"name": "Boss", "reach": "all"})
    call(state, "copy")
    assert (state.role["id"], state.role["permissions"]) == ("", admin["permissions"])
