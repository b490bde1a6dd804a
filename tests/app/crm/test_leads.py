"""Leads: scored with reasons, given to people with reasons, worked, converted."""

from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.accounts.models import Member
from app.core import actions
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.history.actions import undo
from app.core.listing import ListQuery
from app.crm import (
    companies,
    contacts,
    conversion,
    deals,
    lead_allotting,
    lead_moves,
    lead_rules,
    lead_scores,
    leads,
    pipelines,
)
from app.crm.rows.leads import LeadRow
from tests.factories.lead_management import live_on, with_rules
from tests.factories.people import colleague

GOOD = {
    "name": "Marta Jansen",
    "email": "Marta@Helio.example",
    "role": "Head of operations",
    "company_name": "Helio Energy",
    "employees": 420,
    "budget": "24000",
    "country": "Germany",
    "source": "website",
}


@pytest.fixture
def seller(owner: Actor) -> Actor:
    """An owner whose tenant has the rules and the workflow that every tenant is founded with."""
    with_rules(owner)
    actions.run(owner, pipelines.create, {"name": "Sales"})
    return owner


def make(actor: Actor, **details: object) -> LeadRow:
    """A lead, when its workflow is through."""
    made = actions.run(actor, leads.create, {**GOOD, **details}).value
    live_on()
    return actions.run(actor, leads.get, {"id": made.id}).value


def give(member: Actor, **values: object) -> None:
    """Change what a member can take."""
    with open_session(member) as session:
        session.execute(update(Member).where(col(Member.id) == member.member_id).values(**values))


def test_a_lead_is_scored_and_every_point_has_its_reason(seller: Actor) -> None:
    lead = make(seller)
    ledger = actions.run(seller, lead_scores.points, {"id": lead.id}).value
    assert lead.score == sum(line.points for line in ledger) > 50
    assert "Business e-mail address: +10" in [line.reason for line in ledger]
    assert lead.email == "marta@helio.example"


def test_an_edit_changes_the_score_and_its_ledger(seller: Actor) -> None:
    lead = make(seller)
    poorer = actions.run(seller, leads.update, {"id": lead.id, "budget": None, "version": lead.version}).value
    assert poorer.score == lead.score - 20
    assert "Budget of 10,000 or more: +20" not in [
        line.reason for line in actions.run(seller, lead_scores.points, {"id": lead.id}).value
    ]


def test_a_changed_rule_counts_once_the_leads_are_scored_again(seller: Actor) -> None:
    lead = make(seller)
    condition = {"rules": [{"field": "country", "operator": "equals", "value": "Germany"}], "combinator": "and"}
    rule = {"name": "From Germany", "kind": "fit", "points": 7, "condition": condition}
    actions.run(seller, lead_rules.create, rule)
    assert actions.run(seller, lead_scores.rescore, {"query": ListQuery()}).value.changed == 1
    assert actions.run(seller, leads.get, {"id": lead.id}).value.score == min(100, lead.score + 7)
    assert actions.run(seller, lead_scores.rescore, {}).value.changed == 0


def test_a_rule_with_an_unknown_field_is_refused(seller: Actor) -> None:
    condition = {"rules": [{"field": "contry", "operator": "equals", "value": "Germany"}]}
    with pytest.raises(Invalid, match="country"):
        actions.run(seller, lead_rules.create, {"name": "x", "kind": "fit", "points": 7, "condition": condition})


def test_territory_narrows_and_full_people_are_passed_over(seller: Actor) -> None:
    luis, mina = colleague(seller, "Luis", "rep"), colleague(seller, "Mina", "rep")
    give(luis, territories=["DACH"], capacity=1)
    give(mina, territories=["Iberia"])
    assert make(seller).owner_id == luis.member_id
    second = make(seller, email="b@helio.example")
    assert second.owner_id is None
    assert second.assigned_reason == "Territory DACH; nobody is free; Luis is full (100 %)"


def test_turns_go_round(seller: Actor) -> None:
    luis = colleague(seller, "Luis", "rep")
    owners = [make(seller, email=f"{n}@helio.example").owner_id for n in range(4)]
    assert owners[:2] == owners[2:]
    assert set(owners) == {seller.member_id, luis.member_id}


def test_viewers_get_no_leads(seller: Actor) -> None:
    colleague(seller, "Vera", "viewer")
    assert {make(seller, email=f"{n}@x.example").owner_id for n in range(3)} == {seller.member_id}


def test_switched_off_assignment_leaves_leads_in_the_queue(seller: Actor) -> None:
    actions.run(seller, lead_rules.change_policy, {"automatic": False})
    lead = make(seller)
    assert (lead.owner_id, lead.assigned_reason) == (None, "Automatic assignment is switched off")
    actions.run(seller, lead_rules.change_policy, {"automatic": True})
    assert actions.run(seller, lead_allotting.allot, {"id": lead.id}).value.owner_id == seller.member_id


def test_a_lead_given_by_hand_says_by_whom(seller: Actor) -> None:
    luis = colleague(seller, "Luis", "rep")
    lead = make(seller)
    actions.run(seller, lead_moves.assign, {"ids": [lead.id], "owner_id": luis.member_id})
    again = actions.run(seller, leads.get, {"id": lead.id}).value
    assert (again.owner_name, again.assigned_reason) == ("Luis", f"Chosen by {seller.name}")


def test_a_qualified_lead_becomes_contact_company_and_deal(seller: Actor) -> None:
    lead = make(seller)
    actions.run(seller, lead_moves.qualify, {"id": lead.id})
    done = actions.run(seller, conversion.convert, {"id": lead.id, "deal_name": "Relaunch"})
    made = done.value
    deal = actions.run(seller, deals.get, {"id": made.deal_id}).value
    assert (deal.name, deal.company_name, deal.contact_name, str(deal.amount)) == (
        "Relaunch",
        "Helio Energy",
        "Marta Jansen",
        "24000.00",
    )
    with pytest.raises(Conflict):
        actions.run(seller, conversion.convert, {"id": lead.id})
    actions.run(seller, undo, {"operation_id": done.operation_id})
    assert actions.run(seller, leads.get, {"id": lead.id}).value.state == "qualified"
    with pytest.raises(NotFound):
        actions.run(seller, deals.get, {"id": made.deal_id})


def test_known_companies_and_contacts_are_used_again(seller: Actor) -> None:
    company = actions.run(seller, companies.create, {"name": "Helio", "domain": "helio.example"}).value
    contact = actions.run(seller, contacts.create, {"name": "M. Jansen", "email": "marta@helio.example"}).value
    made = actions.run(seller, conversion.convert, {"id": make(seller, company_name=None).id}).value
    assert (made.company_id, made.contact_id, made.reused) == (company.id, contact.id, ("company", "contact"))


def test_others_and_viewers_are_kept_out(seller: Actor, other: Actor, viewer: Actor) -> None:
    lead = make(seller)
    with pytest.raises(NotFound):
        actions.run(other, conversion.convert, {"id": lead.id})
    with pytest.raises(Refused):
        actions.run(viewer, lead_moves.lose, {"id": lead.id, "reason": "Price"})
    lost = actions.run(seller, lead_moves.lose, {"id": lead.id, "reason": "Price"}).value
    assert (lost.state, lost.lost_reason) == ("lost", "Price")
    assert isinstance(lost.id, UUID)
