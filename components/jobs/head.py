"""The tabs above every page of jobs."""

import reflex as rx

from components.layout.rights import may
from components.ui import Tab, t, tabs


def job_tabs(current: str) -> rx.Component:
    """Jobs, how fast they are, schedules, what left the house; workflow runs stand beside them."""
    own = [
        Tab("jobs", t("Jobs"), href="/jobs"),
        Tab("figures", t("Figures"), href="/jobs/figures"),
        Tab("schedules", t("Schedules"), href="/jobs/schedules"),
        Tab("sendings", t("Sendings"), href="/jobs/sendings"),
    ]
    beside = [Tab("runs", t("Workflow runs"), href="/runs")]
    return rx.cond(may("workflows:read"), tabs([*own, *beside], current), tabs(own, current))
