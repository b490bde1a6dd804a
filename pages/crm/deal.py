"""One deal."""

import reflex as rx

from components.crm.deal_parts import dialogs, head, path, todo, worth
from components.crm.facts import facts
from components.crm.record import happened, kind_filter, record_page, shared_dialogs
from components.crm.record_list import may
from components.ui import t
from pages.framed import framed
from state.crm.deal import DealState


@framed("/deals/[record_id]", "Deal", on_load=DealState.load)
def deal() -> rx.Component:
    """The way of a deal and what happened at the left, what is known at the right."""
    bar = rx.el.div(rx.el.h3(t("Timeline")), kind_filter(DealState), class_name="record-bar")
    known = facts(DealState, DealState.details, ~may("deals:write"))
    return record_page(
        DealState,
        (t("Deals"), "/deals"),
        [head(), path(), todo(), bar, happened(DealState)],
        [worth(), known],
        *shared_dialogs(DealState),
        *dialogs(),
    )
