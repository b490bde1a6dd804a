"""Companies: the organisations that are or may become customers."""

from typing import Unpack
from uuid import UUID

from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.files import FileRow
from app.core.listing import Count, ListQuery, Page
from app.crm import bulk, exports, records
from app.crm.bulk import Bulk, Ids
from app.crm.exports import Format
from app.crm.listings.companies import COMPANIES
from app.crm.models import Company
from app.crm.rows.companies import CompanyChanges, CompanyDetails, CompanyRow
from app.crm.rows.values import Name, Tags

READ, WRITE = Permission.COMPANIES_READ, Permission.COMPANIES_WRITE


@action("company.list", permission=READ, effect=Effect.READ, title="List companies", palette="/companies")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[CompanyRow]:
    """A page of companies, newest first unless told otherwise."""
    return listing.page(session, COMPANIES, query)


@action("company.count", permission=READ, effect=Effect.READ, title="Count companies")
def count(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Count:
    """How many companies match, counted up to 10,000."""
    return listing.count(session, COMPANIES, query)


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


@action("company.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete companies")
def delete(session: Session, actor: Actor, ids: Ids | None = None, query: ListQuery | None = None) -> Bulk:
    """Delete the named companies, or all that match the query; undo brings them back."""
    return bulk.remove(session, COMPANIES, ids, query)


@action("company.assign", permission=WRITE, effect=Effect.WRITE, title="Give companies an owner")
def assign(
    session: Session, actor: Actor, owner_id: UUID | None, ids: Ids | None = None, query: ListQuery | None = None
) -> Bulk:
    """Give companies to a colleague, or to nobody."""
    return bulk.assign(session, COMPANIES, ids, query, owner_id)


@action("company.tag", permission=WRITE, effect=Effect.WRITE, title="Tag companies")
def tag(
    session: Session,
    actor: Actor,
    add: Tags | None = None,
    remove: Tags | None = None,
    ids: Ids | None = None,
    query: ListQuery | None = None,
) -> Bulk:
    """Add tags to companies and take others off."""
    return bulk.tag(session, COMPANIES, ids, query, add, remove)


@action("company.export", permission=Permission.EXPORTS_READ, effect=Effect.WRITE, title="Export companies")
def export(session: Session, actor: Actor, query: ListQuery = ListQuery(), format: Format = "csv") -> FileRow:
    """All matching companies as a CSV or Excel file in which no cell can be a formula."""
    return exports.export(session, actor, COMPANIES, READ, query, format)
