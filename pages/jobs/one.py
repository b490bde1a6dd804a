"""One job."""

import reflex as rx

from components.jobs.details import facts, head, left_behind, log, standing, written
from components.layout.page import page
from components.ui import grid, skeleton_cards, stack, t
from pages.framed import framed
from state.jobs.one import JobState


def _about() -> rx.Component:
    left = stack(standing(), log(), written())
    return stack(head(), grid(left, stack(facts(), left_behind()), columns="minmax(0, 2fr) minmax(260px, 1fr)"))


@framed("/jobs/[job_id]", "Job", on_load=JobState.load)
def job() -> rx.Component:
    """One job with its state, its reason and what it brought."""
    return page(t("Job"), rx.cond(JobState.loading, skeleton_cards(2), _about()), crumbs=[(t("Jobs"), "/jobs")])
