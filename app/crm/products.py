"""Products: what is sold."""

from typing import Unpack
from uuid import UUID

from app.core import listing
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.listing import ListQuery, Page
from app.crm import records
from app.crm.list_actions import ListActions
from app.crm.listings.products import PRODUCTS
from app.crm.models import Product
from app.crm.rows.products import ProductChanges, ProductDetails, ProductRow
from app.crm.rows.values import Name

READ, WRITE = Permission.PRODUCTS_READ, Permission.PRODUCTS_WRITE
ACTIONS = ListActions(PRODUCTS, READ, WRITE, "products")
count = ACTIONS.count()
delete = ACTIONS.delete()
export = ACTIONS.export()


@action("product.list", permission=READ, effect=Effect.READ, title="List products", palette="/products")
def list_(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Page[ProductRow]:
    """A page of products, newest first unless told otherwise."""
    return listing.page(session, PRODUCTS, query)


@action("product.get", permission=READ, effect=Effect.READ, title="Show product")
def get(session: Session, actor: Actor, id: UUID) -> ProductRow:
    """One product. Raises NotFound."""
    return listing.one(session, PRODUCTS, id)


@action("product.create", permission=WRITE, effect=Effect.WRITE, title="Create product", palette="/products")
def create(session: Session, actor: Actor, name: Name, **details: Unpack[ProductDetails]) -> ProductRow:
    """A new product; its name must not be taken."""
    made = records.add(session, Product(name=name, **details))
    return listing.one(session, PRODUCTS, made.id)


@action("product.update", permission=WRITE, effect=Effect.WRITE, title="Edit product")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[ProductChanges]
) -> ProductRow:
    """Change the given fields only. Raises Conflict when somebody else has changed the product since `version`."""
    records.change(session, Product, id, version, changes)
    return listing.one(session, PRODUCTS, id)
