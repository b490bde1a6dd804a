"""Settings: lead rules."""

import reflex as rx

from components.settings.assignment import assignment, lead_form, mail_state, preview
from components.settings.frame import section, settings_page
from components.settings.score_rules import rule_dialog, score_rules
from components.ui import button, t
from pages.framed import framed
from state.settings.preview import PreviewState
from state.settings.scoring import ScoringState


@framed("/settings/scoring", "Lead rules", on_load=[ScoringState.load, PreviewState.load])
def scoring() -> rx.Component:
    """How leads are scored, who gets them, how they come in."""
    stages = button(t("Pipelines and stages"), icon="kanban", href="/settings/pipelines")
    return settings_page(
        "scoring",
        score_rules(),
        preview(),
        assignment(),
        lead_form(),
        section(t("Pipelines"), stages, hint=t("The stages that deals go through, and what each is worth.")),
        mail_state(),
        rule_dialog(),
        loading=ScoringState.loading,
    )
