"""Saved views: filters and order of a list under a name, for oneself or for everybody."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, or_, select
from sqlmodel import col

from app.accounts.inputs import Label
from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound, Refused
from app.core.listing import Listing, ListQuery
from app.crm import records
from app.crm.listings.companies import COMPANIES
from app.crm.listings.contacts import CONTACTS
from app.crm.listings.deals import DEALS
from app.crm.listings.leads import LEADS
from app.crm.listings.products import PRODUCTS
from app.crm.models import SavedView

Noun = Literal["lead", "contact", "company", "deal", "product"]
Rules = Annotated[list[dict[str, Any]], Field(max_length=50)]
LISTS: dict[str, tuple[Listing[Any], Permission, Permission]] = {
    "lead": (LEADS, Permission.LEADS_READ, Permission.LEADS_WRITE),
    "contact": (CONTACTS, Permission.CONTACTS_READ, Permission.CONTACTS_WRITE),
    "company": (COMPANIES, Permission.COMPANIES_READ, Permission.COMPANIES_WRITE),
    "deal": (DEALS, Permission.DEALS_READ, Permission.DEALS_WRITE),
    "product": (PRODUCTS, Permission.PRODUCTS_READ, Permission.PRODUCTS_WRITE),
}
PARTS = ("field", "operator", "value")
MOST = 30


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """One saved view; each rule is a condition, perhaps with the `label` that stands for its value."""

    id: UUID
    version: int
    noun: str
    name: str
    rules: list[dict[str, Any]]
    sort: str
    shared: bool
    mine: bool


@action("saved_view.list", permission=Permission.SELF, effect=Effect.READ, title="List saved views")
def list_(session: Session, actor: Actor, noun: Noun) -> list[SavedViewRow]:
    """The views of one list: my own and those that others share, by name."""
    seen = or_(col(SavedView.member_id) == actor.member_id, col(SavedView.shared))
    wanted = select(SavedView).where(seen, col(SavedView.noun) == noun)
    return [_row(one, actor) for one in session.scalars(wanted.order_by(func.lower(col(SavedView.name))).limit(200))]


@action("saved_view.save", permission=Permission.SELF, effect=Effect.WRITE, title="Save view")
def save(
    session: Session, actor: Actor, noun: Noun, name: Label, rules: Rules, sort: str, shared: bool = False
) -> SavedViewRow:
    """Keep filters and order of a list under a name; one's own view of that name is replaced.

    To share it with everybody takes the right to change those records. Raises Invalid for filters or an order that the
    list does not have.
    """
    of, read, write = LISTS[noun]
    actor.check(write if shared else read)
    kept = [{key: rule[key] for key in (*PARTS, "label") if key in rule} for rule in rules]
    _check(session, of, kept, sort)
    values: dict[str, Any] = {"rules": kept, "sort": sort, "shared": shared, "name": name}
    here = actor.member_id
    if here is None:
        raise Refused("Only people of the organisation keep views.")
    if mine := _named(session, actor, noun, name):
        records.change(session, SavedView, mine.id, None, values)
        return _row(mine, actor)
    return _row(_new(session, SavedView(member_id=here, noun=noun, **values)), actor)


@action("saved_view.delete", permission=Permission.SELF, effect=Effect.WRITE, title="Delete saved view")
def delete(session: Session, actor: Actor, id: UUID) -> SavedViewRow:
    """Delete a view of one's own; undo brings it back. Raises NotFound."""
    row = records.load(session, SavedView, id)
    if row.member_id != actor.member_id:
        raise NotFound("There is no such view of yours (any more).")
    gone = _row(row, actor)
    records.remove(session, SavedView, id)
    return gone


def _check(session: Session, of: Listing[Any], rules: Rules, sort: str) -> None:
    bare = [{key: rule.get(key) for key in PARTS} for rule in rules]
    listing.page(session, of, ListQuery.model_validate({"where": bare or None, "sort": sort, "limit": 1}))


def _named(session: Session, actor: Actor, noun: str, name: str) -> SavedView | None:
    mine = (col(SavedView.member_id) == actor.member_id, col(SavedView.noun) == noun)
    return session.scalar(select(SavedView).where(*mine, func.lower(col(SavedView.name)) == name.lower()))


def _new(session: Session, view: SavedView) -> SavedView:
    mine = (col(SavedView.member_id) == view.member_id, col(SavedView.noun) == view.noun)
    if (session.scalar(select(func.count()).select_from(SavedView).where(*mine)) or 0) >= MOST:
        raise Invalid(f"You have {MOST} views of this list already. Delete one first; nothing was saved.")
    return records.add(session, view)


def _row(one: SavedView, actor: Actor) -> SavedViewRow:
    mine = one.member_id == actor.member_id
    return SavedViewRow(one.id, one.version, one.noun, one.name, one.rules, one.sort, one.shared, mine)
