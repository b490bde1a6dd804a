"""Signing up, logging in and out: who gets in, who does not, and when a session is over."""

from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update
from sqlmodel import col

from app.accounts import founding, sessions
from app.accounts.caller import calling
from app.accounts.founding import Founded, on_founded
from app.accounts.log_in import log_in, log_out, log_out_everywhere
from app.accounts.models import Account, LoginSession, Member, Role, Tenant
from app.accounts.profile import end_session, list_sessions
from app.accounts.sign_up import sign_up
from app.core.access import GRANTABLE
from app.core.actions import run
from app.core.actor import NOBODY, Actor
from app.core.db import Session, house_session, open_session
from app.core.errors import AppError, Conflict, Invalid, Limited, NotFound, Unauthenticated
from app.core.history import Operation
from app.core.settings import Settings
from app.core.times import utc_now
from tests.factories.logins import PASSWORD, logged_in, new_email, signed_up, who


def given(**changes: Any) -> dict[str, Any]:
    base = {"company": "Alder & Sons", "name": "Ada Alder", "email": new_email(), "password": PASSWORD}
    return {**base, **changes}


def set_session(token_of: Actor, **values: Any) -> None:
    with house_session() as session:
        session.execute(update(LoginSession).where(col(LoginSession.id) == token_of.session_id).values(**values))


def test_signing_up_founds_a_company_and_signs_its_owner_in(house: Settings) -> None:
    actor, email = signed_up()
    with open_session(actor) as session:
        member = session.scalars(select(Member)).one()
        roles = set(session.scalars(select(col(Role.key))))
        operation = session.scalars(select(Operation)).one()
    assert (actor.role, actor.permissions) == ("owner", GRANTABLE)
    assert (member.email, member.role, member.account_id) == (email, "owner", actor.account_id)
    assert roles == {"owner", "admin", "manager", "rep", "support", "viewer"}
    assert (operation.action, operation.member_id) == ("account.sign_up", member.id)


def test_neither_password_nor_token_is_kept(house: Settings) -> None:
    welcome = run(NOBODY, sign_up, given()).value
    actor = who(welcome)
    with house_session() as session:
        account, login = session.get(Account, actor.account_id), session.get(LoginSession, actor.session_id)
    assert account is not None
    assert login is not None
    assert account.password_hash.startswith("$argon2id$")
    assert welcome.token not in str(login.model_dump())


def test_features_put_their_start_into_a_new_company_in_the_same_transaction(
    house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(founding, "_hooks", [])
    seen: list[Founded] = []

    @on_founded
    def start(session: Session, actor: Actor, founded: Founded) -> None:
        seen.append(founded)
        raise Conflict("the pipeline could not be made")

    call = given(company=f"Half {new_email()}", sample=True)
    with pytest.raises(Conflict, match="pipeline"):
        run(NOBODY, sign_up, call)
    with house_session() as session:
        assert session.scalar(select(func.count()).where(col(Tenant.name) == call["company"])) == 0
        assert session.scalar(select(func.count()).where(col(Account.email) == call["email"])) == 0
    assert (seen[0].company, seen[0].sample) == (call["company"], True)


def test_two_companies_of_one_name_have_two_short_names(house: Settings) -> None:
    first, _ = signed_up(company="Zwei Brüder")
    second, _ = signed_up(company="Zwei Brüder")
    with house_session() as session:
        slugs = [session.get_one(Tenant, actor.tenant_id).slug for actor in (first, second)]
    assert slugs[0] != slugs[1]
    assert slugs[1].startswith("zwei-bruder")


def test_a_known_address_founds_again_only_with_its_password(house: Settings) -> None:
    actor, email = signed_up()
    with pytest.raises(Conflict, match="already"):
        run(NOBODY, sign_up, given(email=email.upper(), password="another long password"))
    again = who(run(NOBODY, sign_up, given(email=email, company="Second")).value)
    assert again.account_id == actor.account_id
    assert again.tenant_id != actor.tenant_id


def test_logging_in_takes_the_address_in_any_case(house: Settings) -> None:
    actor, email = signed_up()
    assert who(logged_in(email.upper())).member_id == actor.member_id


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", PASSWORD.upper(), "é" * 900])
def test_a_wrong_password_and_an_unknown_address_get_one_answer(house: Settings, password: str) -> None:
    _, email = signed_up()
    answers: list[str] = []
    for address in (email, new_email()):
        with pytest.raises(Unauthenticated) as caught:
            run(NOBODY, log_in, {"email": address, "password": password})
        answers.append(caught.value.message)
    assert answers[0] == answers[1]


def test_too_many_wrong_passwords_stop_even_the_right_one_for_a_while(house: Settings) -> None:
    _, email = signed_up()
    with calling("192.0.2.7"):
        for _ in range(10):
            with pytest.raises(Unauthenticated):
                run(NOBODY, log_in, {"email": email, "password": "wrong wrong wrong"})
        with pytest.raises(Limited) as caught:
            logged_in(email)
    assert caught.value.retry_after > 0
    with calling("192.0.2.8"):
        logged_in(email)


def test_a_log_in_that_succeeds_starts_the_count_anew(house: Settings) -> None:
    _, email = signed_up()
    with calling("192.0.2.9"):
        for _ in range(2):
            for _ in range(9):
                with pytest.raises(Unauthenticated):
                    run(NOBODY, log_in, {"email": email, "password": "wrong wrong wrong"})
            logged_in(email)


def test_an_old_hash_is_renewed_at_log_in(house: Settings) -> None:
    actor, email = signed_up()
    old = PasswordHasher(time_cost=2, memory_cost=32, parallelism=1).hash(PASSWORD)
    with house_session() as session:
        session.get_one(Account, actor.account_id).password_hash = old
    logged_in(email)
    with house_session() as session:
        assert session.get_one(Account, actor.account_id).password_hash != old
    logged_in(email)


@pytest.mark.parametrize("token", [None, "", "x", "x" * 43, "x" * 5000, "ü" * 43, "\ud800" * 43])
def test_a_foreign_token_is_nobody(house: Settings, token: str | None) -> None:
    assert sessions.resolve(token) is None


def test_logging_out_ends_this_session_and_leaves_the_others(house: Settings) -> None:
    _, email = signed_up()
    here, there = logged_in(email), logged_in(email)
    run(who(here), log_out, {})
    assert sessions.resolve(here.token) is None
    assert sessions.resolve(there.token) is not None
    sessions.close(there.token)
    sessions.close("no such token at all")
    assert sessions.resolve(there.token) is None


def test_logging_out_everywhere_ends_all(house: Settings) -> None:
    _, email = signed_up()
    tokens = [logged_in(email) for _ in range(3)]
    assert run(who(tokens[0]), log_out_everywhere, {}).value == 4
    assert [sessions.resolve(welcome.token) for welcome in tokens] == [None, None, None]


def test_a_session_ends_when_idle_and_at_the_latest_after_its_longest_time(house: Settings) -> None:
    _, email = signed_up()
    idle, long = logged_in(email), logged_in(email)
    set_session(who(idle), expires_at=utc_now() - timedelta(seconds=1))
    set_session(who(long), ends_at=utc_now() - timedelta(seconds=1))
    assert sessions.resolve(idle.token) is None
    assert sessions.resolve(long.token) is None


def test_use_keeps_a_session_alive_but_not_beyond_its_end(house: Settings) -> None:
    _, email = signed_up()
    welcome = logged_in(email)
    actor, now = who(welcome), utc_now()
    end = now + timedelta(days=3)
    set_session(actor, seen_at=now - timedelta(hours=1), expires_at=now + timedelta(days=1), ends_at=end)
    who(welcome)
    with house_session() as session:
        login = session.get_one(LoginSession, actor.session_id)
    assert login.expires_at == end
    assert login.seen_at >= now


def test_people_see_and_end_their_own_sessions_only(house: Settings) -> None:
    actor, email = signed_up()
    with calling("198.51.100.4", "Lynx/2.9"):
        other = who(logged_in(email))
    stranger, _ = signed_up()
    rows = run(actor, list_sessions, {}).value
    assert {row.id: row.current for row in rows} == {actor.session_id: True, other.session_id: False}
    assert [(row.address, row.agent) for row in rows if row.id == other.session_id] == [("198.51.100.4", "Lynx/2.9")]
    with pytest.raises(NotFound):
        run(actor, end_session, {"id": stranger.session_id})
    run(actor, end_session, {"id": other.session_id})
    assert len(run(actor, list_sessions, {}).value) == 1
    with pytest.raises(NotFound):
        run(actor, end_session, {"id": other.session_id})


def test_who_is_signed_in_already_does_not_sign_up_or_log_in(house: Settings) -> None:
    actor, email = signed_up()
    with pytest.raises(Conflict, match="log out"):
        run(actor, sign_up, given())
    with pytest.raises(Conflict, match="log out"):
        run(actor, log_in, {"email": email, "password": PASSWORD})


@pytest.mark.parametrize(
    "password",
    ["short", "123456789", "aaaaaaaaaaaa", "1234567890", "Password123", "qwertyuiop", "  Password1234  ", "ababababab"],
)
def test_weak_passwords_are_refused_with_the_reason(house: Settings, password: str) -> None:
    with pytest.raises(Invalid) as caught:
        run(NOBODY, sign_up, given(password=password))
    assert set(caught.value.fields) == {"password"}


def test_a_password_is_neither_the_address_nor_too_long(house: Settings) -> None:
    email = new_email()
    for password in (email, email.upper(), email.split("@")[0], "x1y2" * 300):
        with pytest.raises(Invalid):
            run(NOBODY, sign_up, given(email=email, password=password))


def test_the_same_letters_in_another_form_of_unicode_open_the_same_account(house: Settings) -> None:
    email = new_email()
    run(NOBODY, sign_up, given(email=email, password="Grüße aus Köln"))
    logged_in(email, "Gru\u0308ße aus Ko\u0308ln")


NAUGHTY = [
    "",
    " ",
    "\u200b",
    "\u202e\u200f",
    "a\x00b",
    "a\nBcc: x@example.com",
    "\x1b[31mred",
    "\ud800",
    "x" * 201,
    "x" * 2_000_000,
    7,
    None,
    ["a"],
    {"a": "b"},
    True,
    "two\u2028lines",
]


@pytest.mark.parametrize("field", ["company", "name"])
@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text)[:20])
def test_naughty_names_are_refused_by_field(house: Settings, field: str, text: Any) -> None:
    with pytest.raises(AppError) as caught:
        run(NOBODY, sign_up, given(**{field: text}))
    assert caught.value.status in {413, 422}
    assert field in caught.value.fields


HARMLESS = [
    "Ω≈ç√",
    "'; drop table x; --",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}",
    "田中さん",
    "👩 GmbH",
    "%s%n",
    "../../etc",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_strange_names_survive_unchanged(house: Settings, text: str) -> None:
    actor = who(run(NOBODY, sign_up, given(company=text, name=text)).value)
    with house_session() as session:
        assert session.get_one(Tenant, actor.tenant_id).name == text
    assert actor.name == text


@pytest.mark.parametrize(
    "email",
    ["", "x", "x@", "@x.de", "a b@c.de", "a@b", "a@b..de", "a@[127.0.0.1]", "a@b.de\nBcc: c@d.de", "a@b.de, c@d.de",
     "<a@b.de>", "x" * 300 + "@b.de", "a@" + "b" * 300 + ".de", 5, None, "a\x00@b.de"],
)  # fmt: skip
def test_what_is_no_address_is_refused(house: Settings, email: Any) -> None:
    with pytest.raises(Invalid) as caught:
        run(NOBODY, sign_up, given(email=email))
    assert "email" in caught.value.fields


def test_unknown_fields_are_refused(house: Settings) -> None:
    with pytest.raises(Invalid) as caught:
        run(NOBODY, sign_up, given(role="owner", tenantId="x"))
    assert set(caught.value.fields) == {"role", "tenantId"}
