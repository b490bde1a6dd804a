"""What is long over goes; what is alive or fresh stays."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlmodel import col

from app.accounts import sessions
from app.accounts.invitations import send
from app.accounts.log_in import log_out
from app.accounts.models import LoginSession, Ticket
from app.accounts.tidy import KEPT, remove_old
from app.core.actions import run
from app.core.db import house_session
from app.core.settings import Settings
from app.core.times import utc_now
from tests.factories.logins import logged_in, new_email, signed_up, who


def test_old_sessions_and_tickets_are_removed_and_living_ones_stay(house: Settings) -> None:
    owner, email = signed_up()
    alive, fresh, old = logged_in(email), who(logged_in(email)), who(logged_in(email))
    late, early = new_email(), new_email()
    long_ago = utc_now() - KEPT - timedelta(hours=1)
    for actor in (fresh, old):
        run(actor, log_out, {})
    for address in (late, early):
        run(owner, send, {"email": address})
    with house_session() as session:
        ended = update(LoginSession).where(col(LoginSession.id) == old.session_id)
        session.execute(ended.values(ended_at=long_ago))
        session.execute(update(Ticket).where(col(Ticket.email) == early).values(expires_at=long_ago))
        remove_old(session)
        left = set(
            session.scalars(select(col(LoginSession.id)).where(col(LoginSession.account_id) == owner.account_id))
        )
        tickets = set(session.scalars(select(col(Ticket.email)).where(col(Ticket.tenant_id) == owner.tenant_id)))
    assert fresh.session_id in left
    assert old.session_id not in left
    assert sessions.resolve(alive.token) is not None
    assert tickets == {late}
