"""What the operator allows an organisation: set with a reason, held where things come in, seen with what is used."""

import pytest

from app.accounts import allowances, invitations, operator_limits
from app.accounts.export import job as exports
from app.accounts.operator import acting, appoint
from app.core.actions import run
from app.core.actor import Actor
from app.core.errors import Conflict, Invalid, Refused
from app.core.queue import actions as queue
from app.core.settings import Settings
from app.crm import contacts, leads
from tests.factories.logins import new_email, signed_up

TOLD = "Ask the operator"


@pytest.fixture
def owner(house: Settings) -> Actor:
    return signed_up()[0]


@pytest.fixture
def operator(house: Settings) -> Actor:
    person, email = signed_up()
    appoint(email)
    return acting(person)


def limit(operator: Actor, owner: Actor, **most: int) -> None:
    run(operator, operator_limits.set_limits, {"tenant_id": owner.tenant_id, "why": "Small contract", **most})


def test_records_beyond_the_limit_are_refused_and_nothing_is_written(operator: Actor, owner: Actor) -> None:
    run(owner, contacts.create, {"name": "Ann"})
    limit(operator, owner, records=2)
    run(owner, leads.create, {"name": "Ben"})
    for action in (leads.create, contacts.create):
        with pytest.raises(Conflict, match=TOLD):
            run(owner, action, {"name": "Cas"})
    seen = run(operator, operator_limits.limits, {"tenant_id": owner.tenant_id}).value
    assert (seen.records, seen.records_now, seen.people_now) == (2, 2, 1)
    limit(operator, owner)
    run(owner, leads.create, {"name": "Cas"})


def test_people_beyond_the_limit_are_not_invited(operator: Actor, owner: Actor) -> None:
    limit(operator, owner, people=1)
    with pytest.raises(Conflict, match=TOLD):
        run(owner, invitations.send, {"email": new_email()})
    limit(operator, owner, people=2)
    run(owner, invitations.send, {"email": new_email()})


def test_requests_follow_their_limit(operator: Actor, owner: Actor) -> None:
    assert owner.tenant_id
    limit(operator, owner, requests_a_minute=60)
    assert allowances.requests(owner.tenant_id, 6_000) == 60


def test_jobs_beyond_the_limit_are_not_begun_and_those_of_the_house_are(operator: Actor, owner: Actor) -> None:
    limit(operator, owner, jobs_a_day=2)
    for _ in range(2):
        run(owner, exports.export, {"view": "contacts"})
    with pytest.raises(Conflict, match=TOLD):
        run(owner, exports.export, {"view": "contacts"})
    with pytest.raises(Conflict, match=TOLD):
        run(owner, queue.create, {"job_type": "data.export", "payload": {"view": "contacts"}})
    seen = run(operator, operator_limits.limits, {"tenant_id": owner.tenant_id}).value
    assert (seen.jobs_a_day, seen.jobs_now) == (2, 2)
    run(owner, invitations.send, {"email": new_email()})


def test_only_the_operator_sets_limits_and_only_sound_ones(operator: Actor, owner: Actor) -> None:
    with pytest.raises(Refused):
        limit(owner, owner, records=1)
    with pytest.raises(Invalid):
        limit(operator, owner, records=0)
