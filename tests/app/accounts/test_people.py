"""People and roles: nobody gives or takes more than they hold, and an owner always stays."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from app.accounts import members, roles, sessions
from app.core.access import GRANTABLE, MANAGER, VIEWER, Permission, Reach
from app.core.actions import Action, run
from app.core.actor import NOBODY, Actor
from app.core.db import open_session
from app.core.errors import AppError, Conflict, Invalid, NotFound, Refused, Unauthenticated
from app.core.events import Event
from app.core.history import Change
from app.core.settings import Settings
from app.core.times import utc_now
from tests.factories.logins import invited, logged_in, signed_up, who

READS = [Permission.LEADS_READ, Permission.PEOPLE_READ]
PEOPLE = [Permission.PEOPLE_READ, Permission.PEOPLE_WRITE]


def with_role(owner: Actor, permissions: list[Permission], reach: Reach = Reach.ALL) -> Actor:
    given = {"name": f"Role {uuid4().hex[:6]}", "permissions": permissions, "reach": reach}
    key = run(owner, roles.create, given).value.key
    return invited(owner, key)[0]


def role_id(owner: Actor, key: str) -> Any:
    return next(row.id for row in run(owner, roles.list_roles, {}).value if row.key == key)


def test_a_new_role_holds_at_the_next_click(house: Settings) -> None:
    owner, _ = signed_up()
    colleague, email = invited(owner, "viewer")
    token = logged_in(email).token
    row = run(owner, members.update, {"id": colleague.member_id, "role": "manager"}).value
    actor = sessions.resolve(token)
    assert actor is not None
    assert (row.role_name, actor.role, actor.permissions) == ("Manager", "manager", MANAGER)


def test_changing_a_person_is_kept_in_history_and_told_as_event(house: Settings) -> None:
    owner, _ = signed_up()
    colleague, _ = invited(owner, "rep")
    given = {"id": colleague.member_id, "skills": ["solar", "español"], "territories": ["DACH"], "capacity": 7}
    done = run(owner, members.update, given)
    with open_session(owner) as session:
        change = session.scalars(select(Change).where(col(Change.operation_id) == done.operation_id)).one()
        events = set(session.scalars(select(col(Event.name)).where(col(Event.operation_id) == done.operation_id)))
    assert (done.value.skills, done.value.territories, done.value.capacity) == (["solar", "español"], ["DACH"], 7)
    assert change.after is not None
    assert set(change.after) == {"skills", "territories", "capacity"}
    assert events == {"member.updated"}


def test_away_people_come_back(house: Settings) -> None:
    owner, _ = signed_up()
    until = utc_now() + timedelta(days=3)
    assert run(owner, members.update, {"id": owner.member_id, "away_until": until}).value.away_until == until
    assert run(owner, members.update, {"id": owner.member_id, "awayUntil": None}).value.away_until is None


def test_two_who_change_a_person_at_once_do_not_overwrite_each_other(house: Settings) -> None:
    owner, _ = signed_up()
    seen = run(owner, members.get, {"id": owner.member_id}).value.version
    run(owner, members.update, {"id": owner.member_id, "capacity": 5, "version": seen})
    with pytest.raises(Conflict, match="Somebody else"):
        run(owner, members.update, {"id": owner.member_id, "capacity": 9, "version": seen})


def test_the_list_finds_people_by_name_and_address(house: Settings) -> None:
    owner, _ = signed_up()
    invited(owner, "rep", name="Zoë Ångström")
    run(owner, members.create, {"name": "100%_Percy", "email": "percy@example.com"})
    found = [row.name for row in run(owner, members.list_members, {"search": "ångström"}).value]
    assert found == ["Zoë Ångström"]
    assert [row.name for row in run(owner, members.list_members, {"search": "%_"}).value] == ["100%_Percy"]
    assert [row.name for row in run(owner, members.list_members, {"search": "percy@"}).value] == ["100%_Percy"]
    assert run(owner, members.list_members, {"active": False}).value == []


def test_a_deactivated_person_is_out_at_once_and_may_come_back(house: Settings) -> None:
    owner, _ = signed_up()
    colleague, email = invited(owner, "rep")
    token = logged_in(email).token
    run(owner, members.deactivate, {"id": colleague.member_id})
    assert sessions.resolve(token) is None
    with pytest.raises(Refused, match="not active"):
        logged_in(email)
    run(owner, members.reactivate, {"id": colleague.member_id})
    assert sessions.resolve(token) is None
    assert who(logged_in(email)).role == "rep"


def test_the_last_owner_stays(house: Settings) -> None:
    owner, _ = signed_up()
    with pytest.raises(Conflict, match="needs an owner"):
        run(owner, members.deactivate, {"id": owner.member_id})
    with pytest.raises(Conflict, match="needs an owner"):
        run(owner, members.update, {"id": owner.member_id, "role": "admin"})
    run(owner, members.create, {"name": "No log-in", "role": "owner"})
    with pytest.raises(Conflict, match="needs an owner"):
        run(owner, members.deactivate, {"id": owner.member_id})
    second, _ = invited(owner, "owner")
    run(owner, members.update, {"id": owner.member_id, "role": "admin"})
    with pytest.raises(Conflict, match="needs an owner"):
        run(second, members.deactivate, {"id": second.member_id})


def test_of_two_owners_who_leave_at_once_one_stays(house: Settings) -> None:
    owner, _ = signed_up()
    second, _ = invited(owner, "owner")
    barrier, refused = Barrier(2), list[str]()

    def leave(actor: Actor) -> None:
        barrier.wait()
        try:
            run(actor, members.deactivate, {"id": actor.member_id})
        except Conflict as error:
            refused.append(error.message)

    threads = [Thread(target=leave, args=(actor,)) for actor in (owner, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_session(owner) as session:
        left = session.scalar(
            select(func.count()).where(col(members.Member.role) == "owner", col(members.Member.active))
        )
    assert (left, len(refused)) == (1, 1)


def test_an_admin_is_not_above_an_owner(house: Settings) -> None:
    owner, _ = signed_up()
    admin, _ = invited(owner, "admin")
    invited(owner, "owner")
    for action, given in (
        (members.update, {"role": "viewer"}),
        (members.deactivate, {}),
        (members.reactivate, {}),
    ):
        with pytest.raises(Refused):
            run(admin, action, {"id": owner.member_id, **given})
    with pytest.raises(Refused):
        run(admin, members.update, {"id": admin.member_id, "role": "owner"})
    with pytest.raises(Refused):
        run(admin, members.create, {"name": "Puppet", "role": "owner"})


def test_nobody_grants_more_than_they_hold(house: Settings) -> None:
    owner, _ = signed_up()
    head = with_role(owner, [*PEOPLE, Permission.LEADS_READ])
    rep, _ = invited(owner, "rep")
    attempts: list[tuple[Action[..., Any], dict[str, Any]]] = [
        (members.update, {"id": head.member_id, "role": "admin"}),
        (members.update, {"id": rep.member_id, "role": "viewer"}),
        (members.deactivate, {"id": rep.member_id}),
        (members.create, {"name": "Puppet", "role": "admin"}),
        (roles.create, {"name": "More", "permissions": [Permission.SETTINGS_WRITE]}),
        (roles.update, {"id": role_id(owner, head.role), "permissions": [*PEOPLE, Permission.SETTINGS_WRITE]}),
    ]
    for action, given in attempts:
        with pytest.raises(Refused):
            run(head, action, given)
    assert run(head, roles.create, {"name": "Less", "permissions": READS}).value.permissions == sorted(READS)


def test_who_sees_own_records_only_lets_nobody_see_all(house: Settings) -> None:
    owner, _ = signed_up()
    head = with_role(owner, PEOPLE, Reach.OWN)
    assert head.reach is Reach.OWN
    with pytest.raises(Refused):
        run(head, roles.create, {"name": "Eyes", "permissions": [Permission.PEOPLE_READ], "reach": "all"})
    run(head, roles.create, {"name": "Half", "permissions": [Permission.PEOPLE_READ], "reach": "own"})


@pytest.mark.parametrize("permission", ["public", "self", "operator", "leads:everything", "", 5])
def test_a_role_holds_only_what_can_be_granted(house: Settings, permission: Any) -> None:
    owner, _ = signed_up()
    with pytest.raises(Invalid):
        run(owner, roles.create, {"name": "Strange", "permissions": [permission]})


def test_a_changed_role_changes_its_holders_at_once(house: Settings) -> None:
    owner, _ = signed_up()
    key = run(owner, roles.create, {"name": "Night watch", "permissions": READS}).value.key
    _, email = invited(owner, key)
    token = logged_in(email).token
    row = run(owner, roles.update, {"id": role_id(owner, key), "permissions": [Permission.LEADS_READ]}).value
    actor = sessions.resolve(token)
    assert actor is not None
    assert (key, row.members, actor.permissions) == ("night-watch", 1, {Permission.LEADS_READ})


def test_built_in_roles_stay_as_they_are(house: Settings) -> None:
    owner, _ = signed_up()
    for action, given in ((roles.update, {"name": "Boss"}), (roles.delete, {})):
        with pytest.raises(Refused, match="built-in"):
            run(owner, action, {"id": role_id(owner, "viewer"), **given})
    rows = {row.key: row for row in run(owner, roles.list_roles, {}).value}
    assert rows["viewer"].permissions == sorted(VIEWER)
    assert (rows["owner"].permissions, rows["owner"].members) == (sorted(GRANTABLE), 1)


def test_a_role_in_use_is_not_deleted(house: Settings) -> None:
    owner, _ = signed_up()
    row = run(owner, roles.create, {"name": "Temp", "permissions": READS}).value
    colleague, _ = invited(owner, row.key)
    with pytest.raises(Conflict, match="held by 1"):
        run(owner, roles.delete, {"id": row.id})
    run(owner, members.update, {"id": colleague.member_id, "role": "viewer"})
    run(owner, roles.delete, {"id": row.id})
    with pytest.raises(NotFound):
        run(owner, roles.delete, {"id": row.id})


def test_two_roles_of_one_name_are_refused(house: Settings) -> None:
    owner, _ = signed_up()
    with pytest.raises(Conflict):
        run(owner, roles.create, {"name": "VIEWER", "permissions": []})


PEOPLE_ACTIONS: list[tuple[Action[..., Any], dict[str, Any]]] = [
    (members.create, {"name": "New"}),
    (members.update, {"capacity": 1}),
    (members.deactivate, {}),
    (members.reactivate, {}),
    (roles.create, {"name": "New", "permissions": []}),
]


@pytest.mark.parametrize(("action", "given"), PEOPLE_ACTIONS, ids=lambda value: getattr(value, "name", ""))
def test_viewers_and_strangers_change_nobody(house: Settings, action: Action[..., Any], given: dict[str, Any]) -> None:
    owner, _ = signed_up()
    viewer, _ = invited(owner, "viewer")
    full = {**given, "id": owner.member_id} if "name" not in given else given
    with pytest.raises(Refused):
        run(viewer, action, full)
    with pytest.raises(Unauthenticated):
        run(NOBODY, action, full)


@pytest.mark.parametrize("action", [members.get, members.update, members.deactivate, members.reactivate])
def test_people_of_another_organisation_do_not_exist(house: Settings, action: Action[..., Any]) -> None:
    owner, _ = signed_up()
    stranger, _ = signed_up()
    with pytest.raises(NotFound):
        run(stranger, action, {"id": owner.member_id})
    with pytest.raises(NotFound):
        run(stranger, roles.update, {"id": role_id(owner, "viewer"), "name": "Mine"})
    assert owner.member_id not in [row.id for row in run(stranger, members.list_members, {}).value]


NAUGHTY: list[dict[str, Any]] = [
    {"capacity": -1},
    {"capacity": 10**12},
    {"capacity": "many"},
    {"capacity": None},
    {"capacity": 1.5},
    {"skills": "solar"},
    {"skills": [""]},
    {"skills": ["a\x00"]},
    {"skills": ["x"] * 101},
    {"skills": ["x" * 81]},
    {"skills": [["x"]]},
    {"territories": None},
    {"role": "emperor"},
    {"role": None},
    {"role": ""},
    {"away_until": "tomorrow"},
    {"away_until": "2026-01-01"},
    {"away_until": 10**30},
    {"name": "\u200b"},
    {"email": "taken@example.com"},
    {"active": False},
    {"accountId": str(UUID(int=7))},
    {"tenant_id": str(UUID(int=7))},
    {"id": "1 or 1=1"},
    {"version": "x"},
]


@pytest.mark.parametrize("given", NAUGHTY, ids=repr)
def test_naughty_changes_of_a_person_change_nothing(house: Settings, given: dict[str, Any]) -> None:
    owner, _ = signed_up()
    before = run(owner, members.get, {"id": owner.member_id}).value
    with pytest.raises(AppError) as caught:
        run(owner, members.update, {"id": owner.member_id, **given})
    assert caught.value.status in {404, 422}
    assert run(owner, members.get, {"id": owner.member_id}).value == before
