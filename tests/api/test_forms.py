"""The public lead form: strangers become leads, programs and floods do not."""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from app.api import build
from app.core import actions
from app.core.actor import Actor
from app.core.settings import Settings
from app.crm import leads
from app.crm.capture import EACH, capture
from tests.factories.lead_management import live_on
from tests.factories.logins import signed_up
from tests.factories.signing import sign_in

PAULA = {"name": "Paula Stranger", "email": "paula@orchard.example", "message": "A demo, please.", "consent": True}


@pytest.fixture
def founder(house: Settings) -> Actor:
    return signed_up(company=f"Form {uuid4().hex}")[0]


@pytest.fixture
def slug(founder: Actor) -> str:
    from app.accounts import tenants

    return actions.run(founder, tenants.get, {}).value.slug


def client(**more: Any) -> TestClient:
    # Each test comes from a place of its own, so that the limit of one does not hold for the next.
    return TestClient(build(), client=(f"test-{uuid4().hex}", 1), **more)


def taken_in(founder: Actor) -> list[Any]:
    return actions.run(founder, leads.list_, {}).value.items


def test_a_stranger_becomes_a_lead_that_is_scored_and_given_to_somebody(founder: Actor, slug: str) -> None:
    shown = client().get(f"/api/forms/{slug}").json()
    assert shown["company"].startswith("Form ")
    answer = client().post(f"/api/forms/{slug}/leads", json=PAULA)
    assert (answer.status_code, answer.json()["message"][:9]) == (201, "Thank you")
    live_on()
    lead = taken_in(founder)[0]
    assert (lead.name, lead.source, lead.consent, lead.owner_id) == ("Paula Stranger", "form", True, founder.member_id)
    assert lead.score > 0
    assert set(answer.json()) == {"message"}


def test_programs_fall_into_the_trap(founder: Actor, slug: str) -> None:
    answer = client().post(f"/api/forms/{slug}/leads", json={**PAULA, "website": "https://spam.example"})
    assert answer.status_code == 201
    assert taken_in(founder) == []


@pytest.mark.parametrize(
    "wrong", [{"name": "Nobody"}, {"email": "a@b.example"}, {**PAULA, "email": "none"}, {**PAULA, "owner_id": "x"}]
)
def test_what_cannot_be_answered_is_refused(founder: Actor, slug: str, wrong: dict[str, Any]) -> None:
    answer = client().post(f"/api/forms/{slug}/leads", json=wrong)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert taken_in(founder) == []


def test_a_flood_from_one_place_ends(founder: Actor, slug: str) -> None:
    flood = client()
    codes = [flood.post(f"/api/forms/{slug}/leads", json=PAULA).status_code for _ in range(EACH + 2)]
    assert (codes.count(201), codes[-1]) == (EACH, 429)


def test_no_other_way_leads_to_it(founder: Actor, slug: str) -> None:
    assert client().post("/api/forms/nobody-at-all/leads", json=PAULA).status_code == 404
    assert client().post("/api/actions/lead.capture", json=PAULA).status_code in (401, 404, 405)
    with pytest.raises(Exception, match="form page"):
        actions.run(founder, capture, PAULA)


def test_whoever_is_signed_in_elsewhere_writes_to_the_organisation_of_the_form(
    founder: Actor, slug: str, other: Actor
) -> None:
    session = client(cookies={"steward_session": sign_in(other)})
    assert session.post(f"/api/forms/{slug}/leads", json=PAULA).status_code == 201
    assert len(taken_in(founder)) == 1
    assert taken_in(other) == []


def test_the_form_may_stand_in_other_pages_and_nothing_else_may() -> None:
    with client() as pages:
        assert "frame-ancestors *" in pages.get("/f/anything").headers["content-security-policy"]
        assert "x-frame-options" not in pages.get("/f/anything").headers
        assert pages.get("/leads").headers["x-frame-options"] == "DENY"
