"""Invitations: one ticket lets one person in, into the role it names, and can be withdrawn."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app.accounts import members, roles
from app.accounts.invitations import accept, list_invitations, look, revoke, send
from app.accounts.models import Member, Ticket
from app.accounts.profile import me
from app.accounts.tenants import switch
from app.core.access import Permission
from app.core.actions import run
from app.core.actor import NOBODY
from app.core.db import house_session, open_session
from app.core.errors import Conflict, Invalid, NotFound, Refused, Unauthenticated
from app.core.history import Change, Operation
from app.core.mail.outbox import list_mails
from app.core.settings import Settings
from app.core.times import utc_now
from tests.factories.logins import PASSWORD, invited, logged_in, new_email, signed_up, ticket_to, who


def joining(email: str, **changes: Any) -> dict[str, Any]:
    return {"ticket": ticket_to(email, "invitation"), "name": "Ivo", "password": PASSWORD, **changes}


def test_an_invitation_shows_what_it_is_about_and_lets_one_person_in(house: Settings) -> None:
    owner, _ = signed_up(company="Birch Ltd")
    email = new_email()
    row = run(owner, send, {"email": email.upper(), "role": "rep"}).value
    seen = run(NOBODY, look, {"ticket": ticket_to(email, "invitation")}).value
    assert (seen.company, seen.email, seen.role_name, seen.has_account) == ("Birch Ltd", email, "Sales rep", False)
    assert [r.id for r in run(owner, list_invitations, {}).value] == [row.id]
    actor = who(run(NOBODY, accept, joining(email)).value)
    assert (actor.tenant_id, actor.role, actor.name) == (owner.tenant_id, "rep", "Ivo")
    assert run(owner, list_invitations, {}).value == []
    assert run(actor, me, {}).value.verified


def test_who_joins_stands_in_the_history_as_the_one_who_did_it(house: Settings) -> None:
    owner, _ = signed_up()
    actor, _ = invited(owner, "rep")
    with open_session(owner) as session:
        done = session.scalars(select(Operation).where(col(Operation.action) == "invitation.accept")).one()
        changes = session.scalars(select(Change).where(col(Change.operation_id) == done.id)).all()
    assert done.member_id == actor.member_id
    assert [change.tbl for change in changes] == ["member"]


def test_a_used_invitation_lets_nobody_in(house: Settings) -> None:
    owner, _ = signed_up()
    _, email = invited(owner, "rep")
    with pytest.raises(Invalid, match="no longer valid"):
        run(NOBODY, accept, joining(email))
    with pytest.raises(Invalid):
        run(NOBODY, look, {"ticket": ticket_to(email, "invitation")})


def test_withdrawn_replaced_and_old_invitations_let_nobody_in(house: Settings) -> None:
    owner, _ = signed_up()
    withdrawn, replaced, old = new_email(), new_email(), new_email()
    run(owner, revoke, {"id": run(owner, send, {"email": withdrawn}).value.id})
    run(owner, send, {"email": replaced})
    first = joining(replaced)
    run(owner, send, {"email": replaced})
    run(owner, send, {"email": old})
    with house_session() as session:
        past = utc_now() - timedelta(seconds=1)
        session.execute(update(Ticket).where(col(Ticket.email) == old).values(expires_at=past))
    for given in (joining(withdrawn), first, joining(old)):
        with pytest.raises(Invalid, match="no longer valid"):
            run(NOBODY, accept, given)
    with pytest.raises(NotFound):
        run(owner, revoke, {"id": run(signed_up()[0], send, {"email": new_email()}).value.id})


def test_who_has_an_account_joins_with_its_password_and_works_in_both(house: Settings) -> None:
    mine, email = signed_up(company="Mine")
    owner, _ = signed_up(company="Theirs")
    run(owner, send, {"email": email, "role": "viewer"})
    assert run(NOBODY, look, {"ticket": ticket_to(email, "invitation")}).value.has_account
    with pytest.raises(Unauthenticated):
        run(NOBODY, accept, joining(email, password="somebody else's idea"))
    welcome = run(NOBODY, accept, joining(email)).value
    actor = who(welcome)
    assert (actor.account_id, actor.tenant_id) == (mine.account_id, owner.tenant_id)
    assert {place.name for place in run(actor, me, {}).value.tenants} == {"Mine", "Theirs"}
    run(actor, switch, {"tenant_id": mine.tenant_id})
    assert (who(welcome).tenant_id, who(welcome).role) == (mine.tenant_id, "owner")
    assert who(logged_in(email)).tenant_id == mine.tenant_id


def test_nobody_switches_to_a_place_they_do_not_belong_to(house: Settings) -> None:
    mine, email = signed_up()
    owner, _ = signed_up()
    with pytest.raises(NotFound):
        run(mine, switch, {"tenant_id": owner.tenant_id})
    colleague, _ = invited(owner, "rep", email=None)
    run(owner, members.deactivate, {"id": colleague.member_id})
    run(owner, send, {"email": email})
    guest = who(run(NOBODY, accept, joining(email)).value)
    run(owner, members.deactivate, {"id": guest.member_id})
    with pytest.raises(NotFound):
        run(who(logged_in(email)), switch, {"tenant_id": owner.tenant_id})


def test_a_person_without_log_in_gets_one_and_keeps_what_they_own(house: Settings) -> None:
    owner, _ = signed_up()
    email = new_email()
    row = run(owner, members.create, {"name": "Darcel Schlecht", "email": email, "skills": ["GTX"]}).value
    actor, _ = invited(owner, "rep", email=email)
    with open_session(owner) as session:
        member = session.scalars(select(Member).where(col(Member.id) == row.id)).one()
    assert (actor.member_id, member.account_id, member.skills) == (row.id, actor.account_id, ["GTX"])


def test_people_who_are_here_are_not_invited(house: Settings) -> None:
    owner, email = signed_up()
    with pytest.raises(Conflict, match="here already"):
        run(owner, send, {"email": email})


def test_nobody_invites_into_a_role_above_their_own(house: Settings) -> None:
    owner, _ = signed_up()
    admin, _ = invited(owner, "admin")
    given = {"name": "Recruiter", "permissions": [Permission.PEOPLE_READ, Permission.PEOPLE_WRITE]}
    recruiter, _ = invited(owner, run(owner, roles.create, given).value.key)
    viewer, _ = invited(owner, "viewer")
    for actor, role in ((admin, "owner"), (recruiter, "viewer"), (viewer, "viewer")):
        with pytest.raises(Refused):
            run(actor, send, {"email": new_email(), "role": role})
    with pytest.raises(NotFound):
        run(owner, send, {"email": new_email(), "role": "emperor"})


def test_the_invitations_of_somebody_deactivated_are_void(house: Settings) -> None:
    owner, _ = signed_up()
    admin, _ = invited(owner, "admin")
    email = new_email()
    run(admin, send, {"email": email, "role": "admin"})
    run(owner, members.deactivate, {"id": admin.member_id})
    with pytest.raises(Invalid):
        run(NOBODY, accept, joining(email))


def test_a_role_that_somebody_is_invited_to_is_not_deleted(house: Settings) -> None:
    owner, _ = signed_up()
    role = run(owner, roles.create, {"name": "Temp", "permissions": []}).value
    invitation = run(owner, send, {"email": new_email(), "role": role.key}).value
    with pytest.raises(Conflict, match="withdraw"):
        run(owner, roles.delete, {"id": role.id})
    run(owner, revoke, {"id": invitation.id})
    run(owner, roles.delete, {"id": role.id})


def test_a_refused_password_leaves_the_invitation_good(house: Settings) -> None:
    owner, _ = signed_up()
    email = new_email()
    run(owner, send, {"email": email})
    with pytest.raises(Invalid):
        run(NOBODY, accept, joining(email, password="short"))
    run(NOBODY, accept, joining(email))


def test_only_an_owner_reads_the_links_of_invitations_in_the_outbox(house: Settings) -> None:
    owner, _ = signed_up()
    admin, _ = invited(owner, "admin")
    email = new_email()
    run(owner, send, {"email": email, "role": "owner"})
    ticket = ticket_to(email, "invitation")
    seen = {actor.role: str(run(actor, list_mails, {}).value) for actor in (owner, admin)}
    assert ticket in seen["owner"]
    assert email in seen["admin"]
    assert "ticket=" not in seen["admin"]
