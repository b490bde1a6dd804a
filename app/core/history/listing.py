"""The list of operations."""

from sqlalchemy import ARRAY, Text, func, select, type_coerce
from sqlmodel import col

from app.core import listing
from app.core.access import Reach
from app.core.actor import Actor
from app.core.db import Session
from app.core.history.models import Change, Operation
from app.core.history.rows import OperationFacts
from app.core.listing import Column, Listing, ListQuery, Page
from app.core.rules import Group, Rule, all_of, any_of

_touched = select(func.array_agg(col(Change.tbl).distinct()))
_touched = _touched.where(col(Change.operation_id) == col(Operation.id)).correlate(Operation).scalar_subquery()

OPERATIONS = Listing(
    noun="operation",
    model=Operation,
    row=OperationFacts,
    columns={
        "id": Column(Operation.id, "id", "Id"),
        "created_at": Column(Operation.created_at, "datetime", "When", sort=Operation.created_at),
        "action": Column(Operation.action, "text", "Action"),
        "title": Column(Operation.title, "text", "What"),
        "why": Column(Operation.why, "text", "Why"),
        "door": Column(Operation.door, "choice", "Through"),
        "actor_kind": Column(Operation.actor_kind, "choice", "Kind"),
        "actor_name": Column(Operation.actor_name, "text", "Who"),
        "member_id": Column(Operation.member_id, "id", "Person"),
        "undoes_id": Column(Operation.undoes_id, "id", "Takes back"),
        "root_id": Column(Operation.root_id, "id", filterable=False),
        "undone_by_id": Column(Operation.undone_by_id, "id", "Taken back by"),
        "undone_at": Column(Operation.undone_at, "datetime", "Taken back"),
        "report": Column(Operation.report, "text", filterable=False),
        "touched": Column(type_coerce(_touched, ARRAY(Text)), "tags", "Records"),
    },
)
WORDS = ("title", "actor_name", "why", "action")


def page(session: Session, actor: Actor, query: ListQuery) -> Page[OperationFacts]:
    """A page of operations; who sees only own records sees only own operations. Raises Invalid."""
    asked: list[Group] = [query.where] if query.where else []
    for word in (query.search or "").split()[:8]:
        asked.append(any_of(*(Rule(field=name, operator="contains", value=word) for name in WORDS)))
    if actor.reach is Reach.OWN:
        asked.append(all_of(Rule(field="member_id", operator="equals", value=str(actor.member_id))))
    where = all_of(*asked) if asked else None
    return listing.page(session, OPERATIONS, query.model_copy(update={"search": None, "where": where}))
