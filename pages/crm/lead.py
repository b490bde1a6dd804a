"""One lead."""

import reflex as rx

from components.crm.facts import facts
from components.crm.lead_parts import became, convert_dialog, head, lose_dialog, points_dialog, score
from components.crm.person_export import export_dialog
from components.crm.record import happened, kind_filter, record_page, shared_dialogs
from components.crm.record_list import may
from components.ui import t
from pages.framed import framed
from state.crm.lead import LeadState


@framed("/leads/[record_id]", "Lead", on_load=LeadState.load)
def lead() -> rx.Component:
    """What happened with a lead at the left, what is known at the right."""
    bar = rx.el.div(rx.el.h3(t("Timeline")), kind_filter(LeadState), class_name="record-bar")
    known = facts(LeadState, LeadState.details, ~may("leads:write"))
    return record_page(
        LeadState,
        (t("Leads"), "/leads"),
        [head(), bar, happened(LeadState)],
        [score(), became(), known],
        *shared_dialogs(LeadState),
        points_dialog(),
        convert_dialog(),
        lose_dialog(),
        export_dialog(),
    )
