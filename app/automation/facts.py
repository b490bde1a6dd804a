"""Facts: what a condition asks of the world at that very moment."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from rapidfuzz import process
from sqlalchemy import exists, or_, select
from sqlmodel import col

from app.automation.definition.conditions import at
from app.core.db import Session
from app.core.errors import Invalid
from app.core.events import Event
from app.crm.models import Deal, Stage, StageKind

Scope = Mapping[str, Any]
Fact = Callable[[Session, Scope, UUID | None], bool]
_facts: dict[str, Fact] = {}


def fact(path: str) -> Callable[[Fact], Fact]:
    """Register the function below as what `path` ("user.hasOrdered") asks; it gets the scope and the subject's id."""

    def register(known: Fact) -> Fact:
        if path in _facts:
            raise ValueError(f"Two facts are called {path}.")
        _facts[path] = known
        return known

    return register


def registered_facts() -> Iterator[str]:
    """The paths of all facts, by name."""
    return iter(sorted(_facts))


def read(session: Session, path: str, scope: Scope, subject_id: UUID | None) -> bool:
    """Whether `path` is so now: a known fact, else what the latest event about the same subject says, else the context.

    Raises Invalid, with a suggestion, where nothing says anything.
    """
    if path in _facts:
        return _facts[path](session, scope, subject_id)
    if subject_id is not None:
        latest = select(col(Event.payload)).where(col(Event.record_id) == subject_id).order_by(col(Event.seq).desc())
        for payload in session.scalars(latest.limit(50)):
            if (said := at(payload, path)) is not None:
                return bool(said)
    if (said := at(scope, path)) is not None:
        return bool(said)
    near = process.extractOne(path, list(_facts), score_cutoff=60)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise Invalid(f"Nothing known here says whether {path} is so.{hint}", fields={"check": "unknown"})


@fact("user.hasOrdered")
def has_ordered(session: Session, scope: Scope, subject_id: UUID | None) -> bool:
    """Whether the contact has a won deal, or an order was posted for them."""
    contact_id = _uuid(at(scope, "user.id")) or subject_id
    email = at(scope, "user.email")
    won = select(col(Deal.id)).join(Stage, (col(Stage.id) == col(Deal.stage_id)))
    won = won.where(col(Deal.contact_id) == contact_id, col(Stage.kind) == StageKind.WON.value)
    if contact_id is not None and session.scalar(select(exists(won))):
        return True
    theirs = [col(Event.record_id) == contact_id] if contact_id else []
    if contact_id:
        theirs.append(col(Event.payload)["user"]["id"].astext == str(contact_id))
    if email:
        theirs.append(col(Event.payload)["user"]["email"].astext == email)
    if not theirs:
        return False
    return bool(session.scalar(select(exists().where(col(Event.name) == "order.placed", or_(*theirs)))))


@fact("cart.stillAbandoned")
def still_abandoned(session: Session, scope: Scope, subject_id: UUID | None) -> bool:
    """Whether neither a recovery nor an order of the cart came after it was abandoned."""
    since = at(scope, "trigger.at")
    cart_id = at(scope, "cart.id")
    mine = [col(Event.record_id) == subject_id] if subject_id else []
    if cart_id is not None:
        mine.append(col(Event.payload)["cart"]["id"].astext == str(cart_id))
    if not mine:
        raise Invalid("The run knows no cart.", fields={"check": "cart.stillAbandoned"})
    later = [col(Event.created_at) > datetime.fromisoformat(str(since))] if since else []
    over = exists().where(col(Event.name).in_(("cart.recovered", "order.placed")), or_(*mine), *later)
    return not session.scalar(select(over))


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
