"""Undo gives and takes no rights that the one who undoes could not give or take by hand."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.accounts import members, roles, undoing
from app.accounts.models import Member
from app.core.access import Permission
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Conflict, Refused
from app.core.history import actions as history
from tests.factories.people import colleague


def undo(actor: Actor, operation: UUID | None) -> None:
    run(actor, history.undo, {"operation_id": operation})


def role_key(actor: Actor, member: Actor) -> str:
    with open_session(actor) as session:
        return session.scalars(select(col(Member.role)).where(col(Member.id) == member.member_id)).one()


def test_the_guards_are_there() -> None:
    assert undoing.RIGHTS


def test_an_owner_stays_whatever_is_undone(owner: Actor) -> None:
    heir = colleague(owner, "Hedi", "admin")
    raised = run(owner, members.update, {"id": heir.member_id, "role": "owner"}).operation_id
    heir = replace(heir, role="owner")
    run(heir, members.update, {"id": owner.member_id, "role": "admin"})
    with pytest.raises(Conflict, match="needs an owner"):
        undo(heir, raised)
    assert role_key(owner, heir) == "owner"


def test_only_an_owner_takes_back_what_was_done_to_an_owner(owner: Actor) -> None:
    heir = colleague(owner, "Hedi", "owner")
    lowered = run(owner, members.update, {"id": heir.member_id, "role": "viewer"}).operation_id
    with pytest.raises(Refused, match="Only an owner"):
        undo(colleague(owner, "Ada", "admin"), lowered)
    undo(owner, lowered)
    assert role_key(owner, heir) == "owner"


def test_nobody_wins_rights_back_that_the_undoer_lacks(owner: Actor) -> None:
    made = run(owner, roles.create, {"name": "Clerk", "permissions": ["deals:read", "keys:write"], "reach": "all"})
    clerk = made.value.id
    cut = run(owner, roles.update, {"id": clerk, "permissions": ["deals:read"]}).operation_id
    few = frozenset({Permission.HISTORY_READ, Permission.HISTORY_UNDO, Permission.PEOPLE_WRITE, Permission.DEALS_READ})
    with pytest.raises(Refused, match="keys:write"):
        undo(colleague(owner, "Pia", "admin", few), cut)
    undo(owner, cut)
