"""People who signed up, were invited and log in, through the actions themselves."""

import re
from uuid import uuid4

from sqlalchemy import select
from sqlmodel import col

from app.accounts import sessions
from app.accounts.invitations import accept, send
from app.accounts.log_in import log_in
from app.accounts.rows import Welcome
from app.accounts.sign_up import sign_up
from app.core.actions import run
from app.core.actor import NOBODY, Actor
from app.core.db import house_session
from app.core.mail import Mail

PASSWORD = "a quiet morning in May"


def new_email() -> str:
    """An address that nobody has."""
    return f"p{uuid4().hex[:12]}@example.com"


def signed_up(email: str | None = None, company: str = "Alder & Sons", sample: bool = False) -> tuple[Actor, str]:
    """The owner of a new organisation, and their address."""
    email = email or new_email()
    given = {"company": company, "name": "Ada Alder", "email": email, "password": PASSWORD, "sample": sample}
    return who(run(NOBODY, sign_up, given).value), email


def logged_in(email: str, password: str = PASSWORD) -> Welcome:
    """A new session of this person."""
    return run(NOBODY, log_in, {"email": email, "password": password}).value


def who(welcome: Welcome) -> Actor:
    """The actor behind a session; fails where there is none."""
    actor = sessions.resolve(welcome.token)
    assert actor is not None
    return actor


def ticket_to(email: str, template: str) -> str:
    """The ticket in the newest mail of this kind to an address."""
    wanted = select(Mail).where(col(Mail.to) == email, col(Mail.template) == template)
    with house_session() as session:
        mail = session.scalars(wanted.order_by(col(Mail.id).desc())).first()
    assert mail is not None, f"no {template} to {email}"
    found = re.search(r"ticket=([\w-]+)", mail.text)
    assert found is not None
    return found[1]


def invited(owner: Actor, role: str, email: str | None = None, name: str = "Ivo Invited") -> tuple[Actor, str]:
    """A colleague who accepted an invitation to this role, and their address."""
    email = email or new_email()
    run(owner, send, {"email": email, "role": role})
    given = {"ticket": ticket_to(email, "invitation"), "name": name, "password": PASSWORD}
    return who(run(NOBODY, accept, given).value), email
