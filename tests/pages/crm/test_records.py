"""The record pages: facts edited in place, two people at once, what happened, notes, tasks, deals, conversion."""

from typing import Any

import pytest

from app.core import actions
from app.core.actions import find
from app.core.actor import Actor
from app.core.settings import Settings
from app.crm import companies, contacts, deals, leads, products
from state.crm.company import CompanyState
from state.crm.contact import ContactState
from state.crm.deal import DealState
from state.crm.lead import LeadState
from state.crm.product import ProductState
from tests.factories.lead_management import live_on
from tests.factories.logins import signed_up
from tests.factories.pages import call, state_of
from tests.factories.people import colleague

MARTA = {"name": "Marta Jansen", "email": "marta@helio.example", "company_name": "Helio Energy", "role": "Director"}


def opened(kind: Any, actor: Actor, record_id: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The page of a record, as its address opens it."""
    monkeypatch.setattr(kind, "_param", lambda self, name: str(record_id))
    state = state_of(kind, actor)
    call(state, "load")
    return state


def value(state: Any, name: str) -> Any:
    return next(one["value"] for one in state.details if one["name"] == name)


@pytest.fixture
def owner(house: Settings) -> Actor:
    """The owner of an organisation that has pipelines and score rules."""
    return signed_up()[0]


@pytest.fixture
def page(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> Any:
    lead = actions.run(owner, leads.create, {**MARTA, "owner_id": owner.member_id}).value
    live_on()
    return opened(LeadState, owner, lead.id, monkeypatch)


def test_the_page_shows_who_why_and_what_happened(page: Any) -> None:
    assert (page.record["name"], page.record["subtitle"]) == ("Marta Jansen", "Director at Helio Energy")
    assert page.fit + page.engagement == sum(line["points"] for line in page.points) == page.record["score"]
    assert page.timeline
    assert not page.loading
    assert (page.workflow, bool(page.run_id)) == ("Score and assign new leads", True)


def test_a_lead_without_a_score_says_why_and_can_be_scored(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = actions.run(owner, leads.create, MARTA).value
    page = opened(LeadState, owner, lead.id, monkeypatch)
    assert (page.scoring, page.record["grade"]) == ("soon", "")
    actions.run(owner, find("workflow.pause"), {"id": page.workflow_id})
    call(page, "refresh")
    assert (page.scoring, page.workflow) == ("paused", "Score and assign new leads")
    call(page, "score")
    assert page.record["grade"]


def test_a_fact_is_saved_where_it_stands(page: Any) -> None:
    for name, typed, kept in (
        ("phone", "+49 30 901820", "+4930901820"),
        ("employees", "60", 60),
        ("tags", "a, b", "a, b"),
    ):
        call(page, "save", name, typed, page.version)
        assert value(page, name) == kept
    call(page, "save", "phone", "", page.version)
    assert value(page, "phone") == ""


def test_nonsense_is_refused_and_told(page: Any) -> None:
    for name, typed in (
        ("employees", "many"),
        ("email", "no address"),
        ("budget", "a lot"),
        ("created_at", "2020-01-01"),
    ):
        before = dict(page.record)
        answer = call(page, "save", name, typed, page.version)
        assert '"tone": "error"' in str(answer.args), name
        assert page.record == before


def test_the_later_of_two_is_asked_and_may_win(page: Any, owner: Actor) -> None:
    since = page.version
    actions.run(owner, leads.update, {"id": page.record["id"], "role": "Chairwoman"})
    call(page, "save", "role", "Chief", since)
    assert page.dialog == "clash"
    assert (page.clash["theirs"], page.clash["mine"]) == ("Chairwoman", "Chief")
    assert value(page, "role") == "Chairwoman"
    call(page, "use_mine")
    assert (page.dialog, value(page, "role")) == ("", "Chief")


def test_notes_and_tasks_stand_in_the_timeline(page: Any) -> None:
    call(page, "write_note", {"body": "Wants an offer."})
    call(page, "add_task", {"title": "Send the offer", "due_on": "2026-12-01", "due_time": "", "owner_id": ""})
    call(page, "show_kind", "note")
    assert [item["text"].split(" · ")[0] for item in page.timeline] == ["Wants an offer."]
    call(page, "show_kind", "task")
    assert [item["title"] for item in page.timeline] == ["Send the offer"]


def test_a_lead_is_given_lost_and_converted(page: Any, owner: Actor) -> None:
    call(page, "assign", "")
    assert page.record["owner_name"] == ""
    call(page, "allot")
    assert page.record["assigned_reason"]
    call(page, "save", "state", "lost", page.version)
    assert (page.dialog, page.record["state"]) == ("lose", "new")
    call(page, "lose", {"reason": "No budget"})
    assert (page.record["state"], page.record["lost_reason"]) == ("lost", "No budget")
    call(page, "save", "state", "working", page.version)
    call(page, "convert", {"deal_name": "Solar roof", "amount": "18000", "company_name": ""})
    assert page.record["state"] == "converted"
    assert page.record["deal_id"]


def test_a_record_of_nobody_is_not_found(
    owner: Actor, other: Actor, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for record_id in (page.record["id"], "nonsense"):
        state = opened(LeadState, other, record_id, monkeypatch)
        assert (state.missing, state.record, state.timeline) == (True, {}, [])


def test_a_contact_gets_its_company_by_name_and_a_deal(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    company = actions.run(owner, companies.create, {"name": "Helio Energy"}).value
    contact = actions.run(owner, contacts.create, {"name": "Marta Jansen"}).value
    state = opened(ContactState, owner, contact.id, monkeypatch)
    call(state, "find", "company_id", "helio")
    assert state.found == ["Helio Energy"]
    call(state, "save", "company_id", "Nobody & Sons", state.version)
    assert state.record["company_id"] == ""
    call(state, "save", "company_id", "Helio Energy", state.version)
    call(state, "add_deal", {"name": "Solar roof", "amount": "18000", "expected_on": ""})
    assert [deal["name"] for deal in state.dealings] == ["Solar roof"]
    there = opened(CompanyState, owner, company.id, monkeypatch)
    assert (there.deal_count, there.contact_count, there.staff[0]["name"]) == (1, 1, "Marta Jansen")
    call(there, "add_contact", {"name": "Tom Okafor", "email": ""})
    assert there.contact_count == 2


def test_a_deal_gets_another_contact_and_product_by_name(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    deal = actions.run(owner, deals.create, {"name": "Solar roof"}).value
    product = actions.run(owner, products.create, {"name": "Care plan"}).value
    first, second = (
        actions.run(owner, contacts.create, {"name": "Marta Jansen", "email": mail}).value
        for mail in ("marta@helio.example", "marta@alder.example")
    )
    state = opened(DealState, owner, deal.id, monkeypatch)
    call(state, "save", "product_id", "Care plan", state.version)
    assert state.record["product_id"] == str(product.id)
    refused = call(state, "save", "contact_id", "Marta Jansen", state.version)
    assert "Several are called" in str(refused)
    call(state, "find", "contact_id", "marta")
    assert sorted(state.found) == ["Marta Jansen · marta@alder.example", "Marta Jansen · marta@helio.example"]
    call(state, "save", "contact_id", "Marta Jansen · marta@alder.example", state.version)
    assert state.record["contact_id"] == str(second.id) != str(first.id)
    call(state, "save", "contact_id", "", state.version)
    assert state.record["contact_id"] == ""


def test_of_two_who_change_owner_or_state_the_second_is_asked(page: Any, owner: Actor) -> None:
    other = colleague(owner, "Piet Later", "manager")
    seen, lead_id = page.version, page.record["id"]
    actions.run(other, leads.update, {"id": lead_id, "city": "Utrecht"})
    call(page, "save", "owner_id", str(other.member_id), seen)
    assert (page.dialog, page.record["owner_id"]) == ("clash", str(owner.member_id))
    call(page, "use_mine")
    assert page.record["owner_id"] == str(other.member_id)
    call(page, "save", "state", "working", seen)
    assert (page.dialog, page.record["state"]) == ("clash", "new")


def test_a_product_is_changed_and_deleted(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    product = actions.run(owner, products.create, {"name": "Care plan"}).value
    state = opened(ProductState, owner, product.id, monkeypatch)
    call(state, "save", "price", "480", state.version)
    call(state, "save", "active", "false", state.version)
    assert (value(state, "price"), value(state, "active")) == ("480.00", False)
    call(state, "delete")
    call(state, "refresh")
    assert state.missing
