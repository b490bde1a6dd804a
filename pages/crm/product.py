"""One product."""

import reflex as rx

from components.crm.dealing import deal_dialog, deal_table, deals_tab, head, tab_bar
from components.crm.facts import facts
from components.crm.record import clash_dialog, happened, kind_filter, record_page
from components.crm.record_list import may
from components.ui import Tab, t
from pages.framed import framed
from state.crm.product import ProductState


@framed("/products/[record_id]", "Product", on_load=ProductState.load)
def product() -> rx.Component:
    """What happened with a product, the deals it is sold in, and what is known."""
    tabs = [Tab("timeline", t("Timeline")), deals_tab(ProductState)]
    bar = tab_bar(ProductState, tabs, kind_filter(ProductState))
    shown = rx.cond(ProductState.tab == "deals", deal_table(ProductState, company=True), happened(ProductState))
    return record_page(
        ProductState,
        (t("Products"), "/products"),
        [head(ProductState, "products", work=False), bar, shown],
        [facts(ProductState, ProductState.details, ~may("products:write"))],
        clash_dialog(ProductState),
        deal_dialog(ProductState),
    )
