"""The lists of the CRM: views, filters in words, acts on many, new records."""

from typing import Any

import pytest

from app.core import actions
from app.core.access import Permission
from app.core.actor import Actor
from app.crm import companies, contacts, leads, products
from app.crm.listings.leads import LEADS
from state.crm import filtering
from state.crm.companies import CompaniesState
from state.crm.contacts import ContactsState
from state.crm.leads import LeadsState
from state.crm.products import ProductsState
from tests.factories.pages import call, state_of

LISTS = [
    (LeadsState, leads.create),
    (ContactsState, contacts.create),
    (CompaniesState, companies.create),
    (ProductsState, products.create),
]


def names(state: Any) -> list[str]:
    return sorted(row["name"] for row in state.rows)


@pytest.fixture
def page(owner: Actor) -> Any:
    for name, email in (("Ada", "ada@one.example"), ("Grace", "grace@two.example")):
        actions.run(owner, leads.create, {"name": name, "email": email, "owner_id": owner.member_id})
    made = state_of(LeadsState, owner)
    call(made, "load")
    return made


@pytest.mark.parametrize(("kind", "create"), LISTS)
def test_every_list_takes_in_and_shows_what_was_filled_in(owner: Actor, kind: Any, create: Any) -> None:
    state = state_of(kind, owner)
    call(state, "load")
    call(state, "open_form")
    call(state, "create", {"name": "Zoe", "email": "", "phone": ""})
    assert (names(state), state.creating, state.total) == (["Zoe"], False, 1)


@pytest.mark.parametrize(("kind", "create"), LISTS)
def test_every_view_of_every_list_can_be_read(owner: Actor, kind: Any, create: Any) -> None:
    actions.run(owner, create, {"name": "Zoe"})
    state = state_of(kind, owner)
    call(state, "load")
    for view in kind._views:
        call(state, "show_view", view.key)
        assert state.view == view.key
        assert len(state.chips) == len(view.where)


@pytest.mark.parametrize(("kind", "create"), LISTS)
def test_every_offered_filter_is_understood(owner: Actor, kind: Any, create: Any) -> None:
    state = state_of(kind, owner)
    call(state, "load")
    values = {"number": "5", "money": "5", "date": "2026-01-31", "datetime": "2026-01-31", "id": str(owner.member_id)}
    for field in state.filter_fields:
        for operator in field["operators"]:
            value = True if field["kind"] == "boolean" else values.get(field["kind"], "a")
            value = field["choices"][0]["value"] if operator["value"] == "within" else value
            call(state, "add_rule", field["value"], operator["value"], value)
            assert [chip["field"] for chip in state.chips] == [field["value"]], (field, operator)
            call(state, "clear_rules")


def test_filters_are_told_in_words() -> None:
    where = [
        {"field": "score", "operator": "greater_than", "value": 20},
        {"field": "state", "operator": "in", "value": ["new", "working"]},
        {"field": "created_at", "operator": "within", "value": "last_7_days"},
        {"field": "owner_id", "operator": "is_empty", "value": True},
    ]
    told = [f"{one['title']} {one['operator']} {one['value']}".strip() for one in filtering.chips(LEADS, where, [])]
    assert told == [
        "Score over 20",
        "State is one of New, Working",
        "Created within the last 7 days",
        "Owner is empty",
    ]


def test_many_are_assigned_tagged_and_deleted(page: Any, owner: Actor) -> None:
    call(page, "toggle_page", True)
    call(page, "assign", "")
    assert [row["owner_name"] for row in page.rows] == ["Queue", "Queue"]
    call(page, "toggle", page.rows[0]["id"], True)
    call(page, "tag", {"tags": "fair, hot", "how": "add"})
    tagged = actions.run(owner, leads.get, {"id": page.rows[0]["id"]}).value
    assert (tagged.tags, page.selected, page.tagging) == (["fair", "hot"], [], False)
    call(page, "search_for", "grace")
    call(page, "toggle_page", True)
    call(page, "select_everything")
    call(page, "delete")
    call(page, "clear_rules")
    assert names(page) == ["Ada"]


def test_only_the_chosen_ones_leave_in_a_file(page: Any, owner: Actor) -> None:
    call(page, "toggle", page.rows[0]["id"], True)
    answer = call(page, "export", "csv")
    assert "/api/files/" in str(answer.args)


def test_who_may_only_read_changes_nothing(page: Any, viewer: Actor) -> None:
    assert not viewer.may(Permission.LEADS_WRITE)
    state = state_of(LeadsState, viewer)
    call(state, "load")
    call(state, "create", {"name": "Zoe"})
    assert "Zoe" not in names(state)
