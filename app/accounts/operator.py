"""The operator: who runs this installation, above all organisations and outside of each."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.models import Account, OperatorAct
from app.core.access import Permission
from app.core.actions import Action
from app.core.actor import Actor, Kind
from app.core.db import Session, as_house, house_session
from app.core.errors import NotFound, Refused
from app.core.live import publish


def appoint(email: str) -> str:
    """Make the account with this e-mail address an operator, and give its name; raises NotFound."""
    return _set(email, True)


def dismiss(email: str) -> str:
    """Make this account an ordinary one again, and give its name; raises NotFound."""
    return _set(email, False)


def _set(email: str, operator: bool) -> str:
    with house_session() as session:
        account = session.scalar(select(Account).where(func.lower(col(Account.email)) == email.strip().lower()))
        if account is None:
            raise NotFound("There is no account with this e-mail address; let the person sign up first.")
        account.operator = operator
        act = "operator.appoint" if operator else "operator.dismiss"
        session.add(OperatorAct(account_id=account.id, name=account.name, act=act, why="command line"))
        publish(session, {"account": str(account.id), "changed": True})
        return account.name


def acting(actor: Actor) -> Actor:
    """The person as operator, outside of every organisation; raises Refused for those who are none (any more).

    Doors run actions of Permission.OPERATOR as this actor.
    """
    with house_session() as session:
        account = session.get(Account, actor.account_id) if actor.account_id else None
    if account is None or not account.operator or actor.kind not in {Kind.MEMBER, Kind.OPERATOR}:
        raise Refused("Only the operator of this installation can do this.")
    return Actor(
        kind=Kind.OPERATOR,
        account_id=account.id,
        session_id=actor.session_id,
        name=account.name,
        role="operator",
        locale=account.locale or actor.locale,
        zone=account.zone or actor.zone,
    )


def note(session: Session, actor: Actor, act: str, tenant_id: UUID | None = None, why: str | None = None) -> None:
    """Write down what the operator does, in its transaction."""
    assert actor.account_id
    row: dict[str, Any] = {"account_id": actor.account_id, "name": actor.name, "act": act}
    with as_house(session):
        session.add(OperatorAct(**row, tenant_id=tenant_id, why=why))


def actor_for(actor: Actor, action: Action[..., Any]) -> Actor:
    """The actor as whom a door runs this action: the operator, where it needs one and the person is one."""
    if action.permission is not Permission.OPERATOR or actor.kind is Kind.NOBODY:
        return actor
    try:
        return acting(actor)
    except Refused:
        return actor
