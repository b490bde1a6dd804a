"""Signing up, logging in and out: who gets in, who does not, and when a session is over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app.accounts import sessions
from app.accounts.founding import Founded, on_founded
from app.accounts.log_in import log_in, log_out, log_out_everywhere
from app.accounts.models import Account, LoginSession, Member, Role
from app.accounts.rows import Welcome
from app.accounts.sign_up import sign_up
from app.core.access import GRANTABLE
from app.core.actions import run
from app.core.actor import NOBODY, Actor
from app.core.db import Session, house_session, open_session
from app.core.errors import Conflict, Invalid, Limited, Unauthenticated
from app.core.settings import Settings
from app.core.times import utc_now

PASSWORD = "a quiet morning in May"


def new_email() -> str:
    return f"p{uuid4().hex[:12]}@example.com"


def signed_up(email: str | None = None, company: str = "Alder & Sons") -> tuple[Welcome, str]:
    email = email or new_email()
    given = {"company": company, "name": "Ada Alder", "email": email, "password": PASSWORD}
    return run(NOBODY, sign_up, given).value, email


def who(welcome: Welcome) -> Actor:
    actor = sessions.resolve(welcome.token)
    assert actor is not None
    return actor


def test_signing_up_founds_a_company_and_signs_its_owner_in(house: Settings) -> None:
    welcome, email = signed_up()
    actor = who(welcome)
    assert (actor.role, actor.permissions, actor.tenant_id) == ("owner", GRANTABLE, welcome.tenant_id)
    with open_session(actor) as session:
        member = session.scalar(select(Member))
        roles = set(session.scalars(select(col(Role.key))))
    assert member is not None
    assert member.email == email
    assert roles == {"owner", "admin", "manager", "rep", "support", "viewer"}
