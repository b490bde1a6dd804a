"""Another address for a log-in: asked for with the password, taken on by a mail to it, the former one told."""

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.models import Member
from app.accounts.new_address import change_email, confirm_email
from app.accounts.profile import me
from app.core.actions import run
from app.core.actor import NOBODY
from app.core.db import house_session, open_session
from app.core.errors import Conflict, Invalid, Unauthenticated
from app.core.mail import Mail
from app.core.settings import Settings
from tests.factories.logins import PASSWORD, logged_in, new_email, signed_up, ticket_to, who


def mails(address: str, template: str) -> int:
    with house_session() as session:
        wanted = (col(Mail.to) == address, col(Mail.template) == template)
        return session.scalar(select(func.count()).select_from(Mail).where(*wanted)) or 0


def test_the_new_address_logs_in_once_its_link_is_opened(house: Settings) -> None:
    owner, before = signed_up()
    after = new_email()
    run(owner, change_email, {"email": after.upper(), "password": PASSWORD})
    assert run(owner, me, {}).value.email == before
    logged_in(before)
    ticket = ticket_to(after, "change-email")
    run(NOBODY, confirm_email, {"ticket": ticket})
    again = run(who(logged_in(after)), me, {}).value
    assert (again.email, again.verified) == (after, True)
    assert mails(before, "email-changed") == 1
    with pytest.raises(Unauthenticated):
        logged_in(before)
    with pytest.raises(Invalid, match="no longer valid"):
        run(NOBODY, confirm_email, {"ticket": ticket})
    with open_session(owner) as session:
        assert session.scalar(select(col(Member.email)).where(col(Member.id) == owner.member_id)) == after


def test_a_wrong_password_or_address_asks_nothing(house: Settings) -> None:
    owner, before = signed_up()
    for email, password in ((new_email(), "wrong"), ("no address", PASSWORD), (before, PASSWORD)):
        with pytest.raises(Invalid):
            run(owner, change_email, {"email": email, "password": password})
        assert mails(email, "change-email") == 0


def test_an_address_of_somebody_else_is_neither_told_nor_taken(house: Settings) -> None:
    owner, _ = signed_up()
    _, taken = signed_up()
    run(owner, change_email, {"email": taken, "password": PASSWORD})
    assert mails(taken, "change-email") == 0
    free = new_email()
    run(owner, change_email, {"email": free, "password": PASSWORD})
    ticket = ticket_to(free, "change-email")
    signed_up(free)
    with pytest.raises(Conflict):
        run(NOBODY, confirm_email, {"ticket": ticket})


def test_a_second_wish_voids_the_first(house: Settings) -> None:
    owner, _ = signed_up()
    first, second = new_email(), new_email()
    run(owner, change_email, {"email": first, "password": PASSWORD})
    ticket = ticket_to(first, "change-email")
    run(owner, change_email, {"email": second, "password": PASSWORD})
    with pytest.raises(Invalid, match="no longer valid"):
        run(NOBODY, confirm_email, {"ticket": ticket})
