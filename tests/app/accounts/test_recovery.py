"""Forgotten passwords and proven addresses: tickets work once, in time, for whom and what they were made."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from app.accounts import sessions
from app.accounts.models import Account, Ticket
from app.accounts.profile import change_password, me, update_profile
from app.accounts.recovery import ask_reset, ask_verification, reset, verify
from app.core.actions import run
from app.core.actor import NOBODY, Actor
from app.core.db import house_session, open_session
from app.core.errors import Invalid, Limited, Unauthenticated
from app.core.mail import Mail
from app.core.settings import Settings
from app.core.times import utc_now
from tests.factories.logins import PASSWORD, logged_in, new_email, signed_up, ticket_to, who

NEW = "an entirely new password"


def test_a_reset_sets_a_new_password_and_ends_every_session(house: Settings) -> None:
    _, email = signed_up()
    old = logged_in(email)
    run(NOBODY, ask_reset, {"email": email.upper()})
    run(NOBODY, reset, {"ticket": ticket_to(email, "reset-password"), "password": NEW})
    assert sessions.resolve(old.token) is None
    with pytest.raises(Unauthenticated):
        logged_in(email)
    assert run(who(logged_in(email, NEW)), me, {}).value.verified


def test_asking_for_a_reset_answers_the_same_for_strangers_and_mails_nobody(house: Settings) -> None:
    _, email = signed_up()
    stranger = new_email()
    answers = [run(NOBODY, ask_reset, {"email": address}) for address in (email, stranger, "no address")]
    assert answers[0] == answers[1] == answers[2]
    with house_session() as session:
        assert session.scalar(select(func.count()).where(col(Mail.to) == stranger)) == 0


def test_one_address_is_not_flooded_with_mails(house: Settings) -> None:
    _, email = signed_up()
    for _ in range(5):
        run(NOBODY, ask_reset, {"email": email})
    with pytest.raises(Limited):
        run(NOBODY, ask_reset, {"email": email})


def test_a_ticket_works_once(house: Settings) -> None:
    _, email = signed_up()
    run(NOBODY, ask_reset, {"email": email})
    ticket = ticket_to(email, "reset-password")
    run(NOBODY, reset, {"ticket": ticket, "password": NEW})
    with pytest.raises(Invalid, match="no longer valid"):
        run(NOBODY, reset, {"ticket": ticket, "password": PASSWORD})
    logged_in(email, NEW)


def test_a_refused_password_leaves_the_ticket_good(house: Settings) -> None:
    _, email = signed_up()
    run(NOBODY, ask_reset, {"email": email})
    ticket = ticket_to(email, "reset-password")
    with pytest.raises(Invalid) as caught:
        run(NOBODY, reset, {"ticket": ticket, "password": "short"})
    assert "password" in caught.value.fields
    run(NOBODY, reset, {"ticket": ticket, "password": NEW})


def test_a_newer_ticket_makes_the_older_one_void(house: Settings) -> None:
    _, email = signed_up()
    run(NOBODY, ask_reset, {"email": email})
    first = ticket_to(email, "reset-password")
    run(NOBODY, ask_reset, {"email": email})
    with pytest.raises(Invalid):
        run(NOBODY, reset, {"ticket": first, "password": NEW})


def test_a_ticket_is_good_for_its_hour_only(house: Settings) -> None:
    _, email = signed_up()
    run(NOBODY, ask_reset, {"email": email})
    with house_session() as session:
        past = utc_now() - timedelta(seconds=1)
        session.execute(update(Ticket).where(col(Ticket.email) == email).values(expires_at=past))
    with pytest.raises(Invalid):
        run(NOBODY, reset, {"ticket": ticket_to(email, "reset-password"), "password": NEW})


def test_a_ticket_of_another_kind_opens_nothing(house: Settings) -> None:
    _, email = signed_up()
    with pytest.raises(Invalid):
        run(NOBODY, reset, {"ticket": ticket_to(email, "verify-email"), "password": NEW})


@pytest.mark.parametrize("ticket", ["", "x", "x" * 1000, "'; --", "%00", "Ω" * 43, "..%2f"])
def test_a_made_up_ticket_opens_nothing(house: Settings, ticket: str) -> None:
    with pytest.raises(Invalid):
        run(NOBODY, reset, {"ticket": ticket, "password": NEW})
    with pytest.raises(Invalid):
        run(NOBODY, verify, {"ticket": ticket})


def test_a_ticket_proves_only_the_address_it_was_sent_to(house: Settings) -> None:
    actor, email = signed_up()
    with house_session() as session:
        session.get_one(Account, actor.account_id).email = new_email()
    with pytest.raises(Invalid):
        run(NOBODY, verify, {"ticket": ticket_to(email, "verify-email")})


def test_an_address_is_proven_by_the_mail_of_the_sign_up(house: Settings) -> None:
    actor, email = signed_up()
    assert not run(actor, me, {}).value.verified
    run(NOBODY, verify, {"ticket": ticket_to(email, "verify-email")})
    assert run(actor, me, {}).value.verified


def test_the_check_can_be_sent_again_until_it_is_done(house: Settings) -> None:
    actor, email = signed_up()
    first = ticket_to(email, "verify-email")
    run(actor, ask_verification, {})
    with pytest.raises(Invalid):
        run(NOBODY, verify, {"ticket": first})
    run(NOBODY, verify, {"ticket": ticket_to(email, "verify-email")})
    run(actor, ask_verification, {})
    with house_session() as session:
        assert session.scalar(select(func.count()).where(col(Mail.to) == email)) == 2


def test_no_organisation_reads_the_mails_about_a_log_in(house: Settings) -> None:
    actor, email = signed_up()
    run(NOBODY, ask_reset, {"email": email})
    run(actor, ask_verification, {})
    with open_session(actor) as session:
        assert session.scalars(select(Mail).where(col(Mail.to) == email)).all() == []


def test_changing_the_password_needs_the_present_one_and_ends_other_sessions(house: Settings) -> None:
    actor, email = signed_up()
    other = logged_in(email)
    with pytest.raises(Invalid) as caught:
        run(actor, change_password, {"current": "wrong", "password": NEW})
    assert set(caught.value.fields) == {"current"}
    with pytest.raises(Invalid):
        run(actor, change_password, {"current": PASSWORD, "password": "short"})
    run(actor, change_password, {"current": PASSWORD, "password": NEW})
    assert sessions.resolve(other.token) is None
    assert len(run(actor, me, {}).value.tenants) == 1
    logged_in(email, NEW)


def test_a_replayed_change_of_password_is_not_done_twice(house: Settings) -> None:
    actor, email = signed_up()
    given = {"current": PASSWORD, "password": NEW}
    first = run(actor, change_password, given, key="once")
    assert run(actor, change_password, given, key="once").replayed
    assert first.operation_id
    logged_in(email, NEW)


def test_people_choose_name_language_zone_and_theme(house: Settings) -> None:
    actor, email = signed_up()
    given = {"name": "Ada Lovelace", "zone": "Europe/Lisbon", "locale": "en", "theme": "dark"}
    row = run(actor, update_profile, given).value
    assert (row.name, row.zone, row.locale, row.theme) == ("Ada Lovelace", "Europe/Lisbon", "en", "dark")
    again = who(logged_in(email))
    assert (again.name, again.zone) == ("Ada Lovelace", "Europe/Lisbon")
    assert run(actor, update_profile, {"zone": ""}).value.zone is None


@pytest.mark.parametrize(
    "given", [{"zone": "Mars/Base"}, {"zone": "../etc/passwd"}, {"locale": "tlh"}, {"theme": "neon"}, {"name": ""}]
)
def test_a_profile_takes_only_what_exists(house: Settings, given: dict[str, str]) -> None:
    actor, _ = signed_up()
    with pytest.raises(Invalid) as caught:
        run(actor, update_profile, given)
    assert set(caught.value.fields) == set(given)


def test_me_needs_somebody_signed_in(house: Settings) -> None:
    for action in (me, update_profile, ask_verification, change_password):
        with pytest.raises(Unauthenticated):
            run(NOBODY, action, {})


def test_a_person_without_session_is_asked_to_log_in(house: Settings) -> None:
    actor, _ = signed_up()
    with house_session() as session:
        session.delete(session.get_one(Account, actor.account_id))
    ghost = Actor(kind=actor.kind, tenant_id=actor.tenant_id, member_id=actor.member_id, account_id=actor.account_id)
    with pytest.raises(Unauthenticated):
        run(ghost, me, {})
