"""Companies: the organisations that are or may become customers."""

from typing import Unpack
from uuid import UUID

from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.listing import ListQuery, Page
from app.crm import records
from app.crm.list_actions import ListActions
from app.crm.listings.companies import COMPANIES
from app.crm.models import Company
from app.crm.rows.companies import CompanyChanges, CompanyDetails, CompanyRow
from app.crm.rows.values import Name

READ, WRITE = Permission.COMPANIES_READ, Permission.COMPANIES_WRITE
ACTIONS = ListActions(COMPANIES, READ, WRITE, "companies")
count = ACTIONS.count()
delete = ACTIONS.delete()
assign = ACTIONS.assign()
tag = ACTIONS.tag()
export = ACTIONS.export()


@action("company.list", permission=READ, effect=Effect.READ, title="List companies", palette="/companies")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[CompanyRow]:
    """A page of companies, newest first unless told otherwise."""
    return listing.page(session, COMPANIES, query)


@action("company.get", permission=READ, effect=Effect.READ, title="Show company")
def get(session: Session, actor: Actor, id: UUID) -> CompanyRow:
    """One company. Raises NotFound."""
    return listing.one(session, COMPANIES, id)


@action("company.create", permission=WRITE, effect=Effect.WRITE, title="Create company", palette="/companies")
def create(session: Session, actor: Actor, name: Name, **details: Unpack[CompanyDetails]) -> CompanyRow:
    """A new company; it belongs to the one who makes it unless an owner is named."""
    made = Company(name=name, **records.with_owner(actor, details))
    records.add(session, made)
    return listing.one(session, COMPANIES, made.id)


@action("company.update", permission=WRITE, effect=Effect.WRITE, title="Edit company")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[CompanyChanges]
) -> CompanyRow:
    """Change the given fields only. Raises Conflict when somebody else has changed the company since `version`."""
    if changes.get("parent_id") == id:
        raise Invalid("A company cannot be its own parent.", fields={"parent_id": "this company itself"})
    records.change(session, Company, id, version, changes)
    return listing.one(session, COMPANIES, id)
