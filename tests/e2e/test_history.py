"""The history as people use it: who did what, taken back; and what one is told of."""

import re

import pytest
from playwright.sync_api import expect

from app.core.actions import run
from app.core.actor import Actor
from app.crm import companies, lead_moves, leads
from tests.e2e.conftest import Open
from tests.e2e.windows import shot
from tests.factories.logins import invited

pytestmark = pytest.mark.e2e


def test_what_was_done_is_listed_and_can_be_taken_back(open_as: Open, founder: Actor, site: str) -> None:
    company = run(founder, companies.create, {"name": "Alder Mill"}).value
    run(founder, companies.update, {"id": company.id, "name": "Birch Mill"})
    page = open_as(founder, "/history")
    line = page.get_by_role("row", name=re.compile("Update company|Change company|Edit company"))
    line.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Changes")).to_be_visible()
    for words in ("Alder Mill", "Birch Mill"):
        expect(page.get_by_text(words).first).to_be_visible()
    shot(page, "operation")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("This was taken back")).to_be_visible()
    assert page.request.get(f"{site}/api/companies/{company.id}").json()["name"] == "Alder Mill"


def test_what_others_changed_since_is_kept_and_told(open_as: Open, founder: Actor, site: str) -> None:
    company = run(founder, companies.create, {"name": "Alder Mill"}).value
    done = run(founder, companies.update, {"id": company.id, "name": "Birch Mill"})
    run(founder, companies.update, {"id": company.id, "name": "Cedar Mill"})
    page = open_as(founder, f"/history/{done.operation_id}")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text(re.compile("edited since|changed since|stay|kept", re.IGNORECASE)).first).to_be_visible()
    assert page.request.get(f"{site}/api/companies/{company.id}").json()["name"] == "Cedar Mill"


def test_who_is_given_a_lead_hears_of_it(open_as: Open, founder: Actor, crew: None) -> None:
    carl = invited(founder, "rep", name="Carl Colleague")[0]
    page = open_as(carl, "/inbox")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    lead = run(founder, leads.create, {"name": "Marta Jansen", "owner_id": founder.member_id}).value
    run(founder, lead_moves.assign, {"ids": [lead.id], "owner_id": carl.member_id})
    expect(page.get_by_text("Marta Jansen").first).to_be_visible(timeout=15_000)
    expect(page.get_by_role("link", name=re.compile(r"Inbox\s*1"))).to_be_visible()
    shot(page, "inbox")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_text("You have read everything.")).to_be_visible()
