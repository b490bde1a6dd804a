"""The list of products."""

from app.core.listing import Column, Listing
from app.crm.listings.shared import common, texts
from app.crm.models import Product
from app.crm.rows.products import ProductRow

PRODUCTS = Listing(
    noun="product",
    model=Product,
    row=ProductRow,
    columns={
        **common(Product),
        **texts(Product, code="Code", series="Series", description="Description", currency="Currency"),
        "name": Column(Product.name, "text", "Name", sort=Product.name_key),
        "price": Column(Product.price, "money", "Price", sort=Product.price_key),
        "active": Column(Product.active, "boolean", "Active"),
        "extra": Column(Product.extra, "text", "Own fields", filterable=False),
    },
)
