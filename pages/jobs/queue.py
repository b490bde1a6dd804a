"""Jobs: how the queue stands."""

import reflex as rx

from components.jobs.board import course, figures, narrowing, pause_button, paused_line, views
from components.jobs.head import job_tabs
from components.jobs.table import job_table
from components.layout.page import page
from components.ui import card, skeleton_cards, stack, t
from pages.framed import framed
from state.jobs.queue import JobsState
from state.operator.workers import WorkersState


@framed("/jobs", "Jobs", on_load=[JobsState.load, WorkersState.load])
def jobs() -> rx.Component:
    """Counts by state, the course of the last hour, and the jobs of one state."""
    above = rx.cond(JobsState.loading, skeleton_cards(5), stack(figures(), paused_line(), course()))
    below = card(None, views(), narrowing(), job_table())
    return page(t("Jobs"), above, below, actions=[pause_button()], tabs=job_tabs("jobs"))
