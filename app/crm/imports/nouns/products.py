"""What is sold."""

from app.core.access import Permission
from app.crm.imports.noun import Noun, Values
from app.crm.imports.nouns.words import CURRENCY
from app.crm.imports.scene import Scene, Told
from app.crm.intake.fields import Field
from app.crm.models import Product
from app.crm.rows.products import ProductChanges


def _shape(row: Values, scene: Scene, told: Told) -> Values:
    values = dict(row)
    name = values.get("name")
    if isinstance(name, str) and (found := scene.names["product"].exact(name)):
        values["name"] = found.name
        told.notes += [f"Product {found.note}"] if found.note else []
    if values.get("price") is not None and not values.get("currency"):
        values["currency"] = scene.currency
    return values


PRODUCTS = Noun(
    key="product",
    title="Products",
    one="product",
    model=Product,
    permission=Permission.PRODUCTS_WRITE,
    fields=(
        Field("name", "Name", ("product",), required=True),
        Field("code", "Code", ("sku", "article number", "product code", "item number")),
        Field("series", "Series"),
        Field("description", "Description"),
        Field("price", "Price", kind="money"),
        CURRENCY,
        Field("active", "On sale", ("active", "available"), kind="boolean"),
    ),
    identities=(("name",),),
    anchors=("name",),
    details=ProductChanges,
    shape=_shape,
    links={"name": "product"},
    fresh=frozenset({"currency"}),
    route="/products",
)
