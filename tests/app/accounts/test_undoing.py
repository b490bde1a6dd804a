"""Undo of what was done to people and roles: as strong as doing it by hand, and no stronger."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.accounts import members, roles, sessions, undoing
from app.accounts.profile import update_profile
from app.core.access import Permission
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import AppError, Conflict, Refused
from app.core.history import Operation, actions
from app.core.settings import Settings
from tests.factories.logins import invited, logged_in, signed_up

assert undoing  # its guards are what is tested
HEAD = [Permission.PEOPLE_READ, Permission.PEOPLE_WRITE, Permission.HISTORY_READ, Permission.HISTORY_UNDO]


def undo(actor: Actor, operation_id: UUID | None) -> Any:
    return run(actor, actions.undo, {"operation_id": operation_id}).value


def last(owner: Actor, action: str) -> UUID:
    query = select(col(Operation.id)).where(col(Operation.action) == action).order_by(col(Operation.id).desc())
    with open_session(owner) as session:
        return session.scalars(query.limit(1)).one()


def head(owner: Actor) -> Actor:
    return invited(owner, run(owner, roles.create, {"name": "Head", "permissions": HEAD}).value.key)[0]


def test_a_change_of_a_person_is_taken_back(house: Settings) -> None:
    owner, _ = signed_up()
    rep, _ = invited(owner, "rep")
    done = run(owner, members.update, {"id": rep.member_id, "capacity": 3, "role": "viewer"})
    undo(owner, done.operation_id)
    row = run(owner, members.get, {"id": rep.member_id}).value
    assert (row.capacity, row.role) == (50, "rep")


def test_undoing_a_reactivation_ends_the_sessions_again(house: Settings) -> None:
    owner, _ = signed_up()
    rep, email = invited(owner, "rep")
    run(owner, members.deactivate, {"id": rep.member_id})
    done = run(owner, members.reactivate, {"id": rep.member_id})
    token = logged_in(email).token
    undo(owner, done.operation_id)
    assert sessions.resolve(token) is None


def test_no_undo_leaves_an_organisation_without_owner(house: Settings) -> None:
    owner, _ = signed_up()
    second, _ = invited(owner, "admin")
    promoted = run(owner, members.update, {"id": second.member_id, "role": "owner"})
    run(owner, members.update, {"id": owner.member_id, "role": "admin"})
    new_owner = Actor(**{**{n: getattr(second, n) for n in Actor.__slots__}, "role": "owner"})
    with pytest.raises(Conflict, match="needs an owner"):
        undo(new_owner, promoted.operation_id)
    with pytest.raises(AppError):
        undo(owner, last(owner, "account.sign_up"))
    assert run(new_owner, members.get, {"id": second.member_id}).value.role == "owner"


def test_no_undo_gives_or_takes_more_than_the_actor_holds(house: Settings) -> None:
    owner, _ = signed_up()
    chief, admin = head(owner), invited(owner, "admin")[0]
    strong = run(owner, roles.create, {"name": "Strong", "permissions": [Permission.SETTINGS_WRITE]}).value
    moves = [
        run(owner, members.update, {"id": admin.member_id, "role": "viewer"}),
        run(owner, roles.update, {"id": strong.id, "permissions": []}),
        run(owner, members.deactivate, {"id": invited(owner, "manager")[0].member_id}),
    ]
    for done in moves:
        with pytest.raises(Refused):
            undo(chief, done.operation_id)
    with pytest.raises((Refused, Conflict)):
        undo(chief, last(owner, "account.sign_up"))
    assert run(owner, members.get, {"id": admin.member_id}).value.role == "viewer"


def test_a_rep_undoes_nothing_about_other_people(house: Settings) -> None:
    owner, _ = signed_up()
    rep, _ = invited(owner, "rep")
    invited(owner, "viewer")
    renamed = run(owner, update_profile, {"name": "Olga Owner"})
    with pytest.raises(Refused):
        undo(rep, renamed.operation_id)
    with pytest.raises(Refused):
        undo(rep, last(owner, "invitation.accept"))
    mine = run(rep, update_profile, {"name": "Rita Rep"})
    undo(rep, mine.operation_id)
    assert run(owner, members.get, {"id": rep.member_id}).value.name == "Ivo Invited"
