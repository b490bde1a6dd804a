"""Figures that are watched over all tenants: each feature says which have left their bounds, and alerts follow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from app.core.actions.run import announce
from app.core.actor import house
from app.core.alerts import clear_alert, raise_alert, standing
from app.core.db import Session, house_session, open_session


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure of one tenant: `loud` beyond its bound, else not yet so calm that a standing alert would be over."""

    tenant_id: UUID
    name: str
    value: float
    loud: bool
    title: str
    body: str
    link: str


Look = Callable[[Session], Iterable[Finding]]
_looks: dict[str, Look] = {}


def watched(prefix: str) -> Callable[[Look], Look]:
    """Register the function below, given a house session, as what finds all alerts whose names begin so ("jobs.")."""

    def register(look: Look) -> Look:
        _looks[prefix] = look
        return look

    return register


def watch() -> int:
    """Raise and clear the alerts of all tenants; returns how many changed."""
    return sum(_look(prefix, look) for prefix, look in list(_looks.items()))


def _look(prefix: str, look: Look) -> int:
    with house_session() as session:
        found = list(look(session))
        held = standing(session, prefix)
    places = {(one.tenant_id, one.name) for one in found}
    fresh = [one for one in found if one.loud and (one.tenant_id, one.name) not in held]
    return sum(_raise(one) for one in fresh) + sum(_clear(*place) for place in held - places)


def _raise(one: Finding) -> bool:
    actor = house(one.tenant_id)
    with open_session(actor) as session:
        raised = raise_alert(session, one.name, one.title, one.body, one.link, value=round(one.value, 4))
        announce(session, actor)
    return raised


def _clear(tenant_id: UUID, name: str) -> bool:
    actor = house(tenant_id)
    with open_session(actor) as session:
        cleared = clear_alert(session, name)
        announce(session, actor)
    return cleared
