"""The organisation, its first steps, and the operator above it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.accounts import checklist, keys, operator, operator_figures, operators, sessions, tenants
from app.accounts.api_keys import create as create_key
from app.accounts.invitations import send
from app.accounts.members import list_members
from app.core.access import VIEWER, Permission
from app.core.actions import run
from app.core.actor import NOBODY, Actor, Kind
from app.core.errors import AppError, Conflict, Invalid, NotFound, Refused, Unauthenticated
from app.core.settings import Settings
from app.core.times import utc_now
from tests.factories.logins import invited, logged_in, new_email, signed_up, who


def new_operator() -> tuple[Actor, str]:
    actor, email = signed_up(company="The house")
    operator.appoint(email.upper())
    return actor, email


def test_an_organisation_changes_what_is_given(house: Settings) -> None:
    owner, email = signed_up()
    given = {"name": "Neu AG", "slug": f"neu-{uuid4().hex[:8]}", "zone": "Europe/Berlin", "currency": "usd"}
    row = run(owner, tenants.update, {**given, "accent": "#0F766E"}).value
    assert (row.name, row.currency, row.accent, row.locale) == ("Neu AG", "USD", "#0f766e", "en")
    again = who(logged_in(email))
    assert (again.zone, again.currency) == ("Europe/Berlin", "USD")
    assert run(owner, tenants.get, {}).value == row


NAUGHTY: list[dict[str, Any]] = [
    {"name": ""},
    {"slug": "Ümlaut"},
    {"slug": "-a-"},
    {"slug": "a" * 41},
    {"slug": "../x"},
    {"zone": "Nowhere"},
    {"zone": ""},
    {"currency": "ZZZ"},
    {"currency": ""},
    {"locale": "xx"},
    {"accent": "red"},
    {"accent": "#ffffff"},
    {"accent": "#fde047"},
    {"accent": "#12345"},
    {"accent": "url(javascript:x)"},
    {"name": None},
    {"active": False},
    {"operator_until": "2030-01-01T00:00:00Z"},
    {"id": str(UUID(int=7))},
]


@pytest.mark.parametrize("given", NAUGHTY, ids=repr)
def test_an_organisation_takes_only_what_exists(house: Settings, given: dict[str, Any]) -> None:
    owner, _ = signed_up()
    before = run(owner, tenants.get, {}).value
    with pytest.raises(Invalid) as caught:
        run(owner, tenants.update, given)
    assert set(caught.value.fields) == set(given)
    assert run(owner, tenants.get, {}).value == before


def test_a_short_name_belongs_to_one(house: Settings) -> None:
    first, _ = signed_up()
    second, _ = signed_up()
    slug = f"mine-{uuid4().hex[:8]}"
    run(first, tenants.update, {"slug": slug})
    with pytest.raises(Conflict) as caught:
        run(second, tenants.update, {"slug": slug})
    assert "slug" in caught.value.fields


def test_viewers_and_strangers_change_no_organisation(house: Settings) -> None:
    owner, _ = signed_up()
    viewer, _ = invited(owner, "viewer")
    with pytest.raises(Refused):
        run(viewer, tenants.update, {"name": "Mine"})
    with pytest.raises(Unauthenticated):
        run(NOBODY, tenants.get, {})


def test_the_first_steps_are_done_by_facts_and_can_be_hidden(house: Settings) -> None:
    owner, _ = signed_up()
    viewer, _ = invited(owner, "viewer")
    fresh, _ = signed_up()
    steps = {step.key: step.done for step in run(fresh, checklist.get, {}).value.steps}
    assert not steps["invite"]
    run(fresh, send, {"email": new_email()})
    found = run(fresh, checklist.get, {}).value
    assert {step.key: step.done for step in found.steps}["invite"]
    assert found.shown
    run(fresh, checklist.dismiss, {})
    assert not run(fresh, checklist.get, {}).value.shown
    assert "invite" not in {step.key for step in run(viewer, checklist.get, {}).value.steps}


def test_a_step_without_fact_is_done_once_its_page_was_seen(house: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checklist, "_steps", {})
    checklist.step("look", "Look", "/look", order=1, permission=Permission.LEADS_READ)
    owner, _ = signed_up()
    colleague, _ = invited(owner, "viewer")
    run(owner, checklist.see, {"key": "look"})
    run(owner, checklist.see, {"key": "look"})
    assert not run(owner, checklist.get, {}).value.shown
    assert run(colleague, checklist.get, {}).value.shown
    with pytest.raises(NotFound):
        run(owner, checklist.see, {"key": "no such step"})


def test_only_an_appointed_account_acts_as_operator(house: Settings) -> None:
    chosen, email = new_operator()
    owner, _ = signed_up()
    key = keys.resolve(run(chosen, create_key, {"name": "k", "scopes": ["leads:read"]}).value.secret)
    assert operator.acting(chosen).kind is Kind.OPERATOR
    for actor in (owner, NOBODY, key):
        assert actor is not None
        with pytest.raises(Refused):
            operator.acting(actor)
    assert operator.actor_for(chosen, operators.acts) == operator.acting(chosen)
    assert operator.actor_for(chosen, list_members) is chosen
    operator.dismiss(email)
    with pytest.raises(Refused):
        operator.acting(chosen)
    assert operator.actor_for(chosen, operators.acts) is chosen
    with pytest.raises(NotFound):
        operator.appoint(new_email())


@pytest.mark.parametrize(
    "action", [operators.list_tenants, operators.acts, operators.leave, operator_figures.health, operator_figures.usage]
)
def test_owners_do_not_reach_the_console(house: Settings, action: Any) -> None:
    chosen, _ = new_operator()
    for actor in (chosen, signed_up()[0]):
        with pytest.raises(Refused):
            run(actor, action, {})
    with pytest.raises(Unauthenticated):
        run(NOBODY, action, {})


def test_the_operator_sees_figures_and_no_records(house: Settings) -> None:
    console = operator.acting(new_operator()[0])
    owner, _ = signed_up(company=f"Cedar {uuid4().hex[:8]}")
    name = next(row.name for row in run(console, operators.list_tenants, {}).value if row.id == owner.tenant_id)
    found = run(console, operators.list_tenants, {"search": name}).value
    assert [(row.id, row.members, row.active) for row in found] == [(owner.tenant_id, 1, True)]
    health = run(console, operator_figures.health, {}).value
    assert health.redis
    assert health.database_size > 0
    used = {row.tenant_id: row for row in run(console, operator_figures.usage, {}).value}
    assert (used[console_tenant(owner)].members, used[console_tenant(owner)].sessions) == (1, 1)
    with pytest.raises(Refused):
        run(console, list_members, {})


def console_tenant(owner: Actor) -> Any:
    return owner.tenant_id


def test_the_operator_reads_records_only_while_the_owner_lets_them(house: Settings) -> None:
    person, email = new_operator()
    token = logged_in(email).token
    console = operator.acting(who_at(token))
    owner, _ = signed_up()
    visit = {"tenant_id": owner.tenant_id, "why": "ticket 12: import stands still"}
    with pytest.raises(Refused, match="not let you in"):
        run(console, operators.enter, visit)
    run(owner, tenants.let_operator_in, {"until": utc_now() + timedelta(hours=1)})
    run(console, operators.enter, visit)
    visitor = who_at(token)
    assert (visitor.kind, visitor.tenant_id, visitor.permissions) == (Kind.OPERATOR, owner.tenant_id, VIEWER)
    assert len(run(visitor, list_members, {}).value) == 1
    with pytest.raises(Refused):
        run(visitor, tenants.update, {"name": "Mine"})
    acts = run(owner, tenants.operator_acts, {}).value
    assert [(act.act, act.why) for act in acts] == [("operator.enter", visit["why"])]
    run(owner, tenants.let_operator_in, {"until": None})
    assert (who_at(token).kind, who_at(token).tenant_id) == (Kind.MEMBER, person.tenant_id)


def who_at(token: str) -> Actor:
    actor = sessions.resolve(token)
    assert actor is not None
    return actor


def test_the_operator_leaves_again(house: Settings) -> None:
    _, email = new_operator()
    token = logged_in(email).token
    owner, _ = signed_up()
    run(owner, tenants.let_operator_in, {"until": utc_now() + timedelta(days=1)})
    run(operator.acting(who_at(token)), operators.enter, {"tenant_id": owner.tenant_id, "why": "asked to"})
    run(operator.acting(who_at(token)), operators.leave, {})
    assert who_at(token).kind is Kind.MEMBER


def test_only_an_owner_opens_the_door_and_for_a_month_at_most(house: Settings) -> None:
    owner, _ = signed_up()
    admin, _ = invited(owner, "admin")
    with pytest.raises(Refused):
        run(admin, tenants.let_operator_in, {"until": utc_now() + timedelta(hours=1)})
    for until in (utc_now() - timedelta(1), utc_now() + timedelta(days=31), "soon", "2026-01-01"):
        with pytest.raises(AppError) as caught:
            run(owner, tenants.let_operator_in, {"until": until})
        assert caught.value.status == 422


def test_a_suspended_organisation_lets_nobody_in(house: Settings) -> None:
    console = operator.acting(new_operator()[0])
    owner, email = signed_up()
    token = logged_in(email).token
    key = run(owner, create_key, {"name": "k", "scopes": ["leads:read"]}).value.secret
    run(console, operators.suspend, {"tenant_id": owner.tenant_id, "why": "unpaid"})
    assert sessions.resolve(token) is None
    assert keys.resolve(key) is None
    with pytest.raises(Refused):
        logged_in(email)
    run(console, operators.resume, {"tenant_id": owner.tenant_id, "why": "paid"})
    assert who_at(token).tenant_id == owner.tenant_id
    with pytest.raises(NotFound):
        run(console, operators.suspend, {"tenant_id": uuid4(), "why": "nobody"})
