"""The list of products."""

import reflex as rx

from components.crm.forms import new_product
from components.crm.record_list import ListParts, record_list
from components.ui import Column, t, tn
from pages.framed import framed
from state.crm.products import ProductsState


def _columns() -> list[Column]:
    return [
        Column("name", t("Name"), "strong", sort=True),
        Column("code", t("Code"), quiet=True),
        Column("series", t("Series"), small="hide"),
        Column("state", t("State"), "badge", tones={"active": "green"}, text="state_name", small="hide"),
        Column("price", t("Price"), "money", sort=True, currency="currency", small="side"),
        Column("created_at", t("Added"), "ago", sort=True, quiet=True, small="hide"),
    ]


@framed("/products", "Products", on_load=ProductsState.load)
def products() -> rx.Component:
    """What is sold."""
    parts = ListParts(
        name="products",
        title=t("Products"),
        add=t("Product"),
        create=t("Create the first product"),
        nothing=t("What you sell stands here, with its price."),
        count=tn("{count} product", "{count} products", ProductsState.total),
        write="products:write",
        views=[
            ("all", t("All products")),
            ("active", t("For sale")),
            ("retired", t("Retired")),
            ("costly", t("By price")),
        ],
        columns=_columns(),
        bulk=("export", "delete"),
    )
    return record_list(ProductsState, parts, new_product(ProductsState))
