"""What Steward starts by the clock, and how long jobs are kept."""

import reflex as rx

from components.jobs.head import job_tabs
from components.layout.page import page
from components.layout.rights import may
from components.ui import (
    Column,
    button,
    card,
    data_table,
    field,
    form,
    form_buttons,
    skeleton_cards,
    stack,
    t,
    text_input,
)
from pages.framed import framed
from state.jobs.schedules import JobSchedulesState as State


def _schedules() -> rx.Component:
    columns = [
        Column("title", t("What"), "strong"),
        Column("words", t("Times (UTC)")),
        Column("last", t("Last"), "ago", quiet=True, small="hide"),
        Column("next", t("Next"), "ago", small="side"),
    ]
    hint = t("Steward's own work; each time fires once, however many processes run.")
    return card(t("Schedules"), data_table(columns, State.rows, label=t("Schedules")), hint=hint)


def _days(name: str, value: rx.Var[int]) -> rx.Component:
    return text_input(name, type="number", min=1, max=730, default_value=value.to(str), required=True)


def _keeping() -> rx.Component:
    days, failed = State.days, State.failed_days
    told = t("Finished jobs are kept {days} days, failed ones {failed} days.", days=days, failed=failed)
    fields = form(
        field(t("Finished jobs are kept, days"), _days("days", days), error=State.errors["days"]),
        field(t("Failed jobs are kept, days"), _days("failed_days", failed), error=State.errors["failedDays"]),
        form_buttons(button(t("Save"), kind="primary", type="submit")),
        on_submit=State.keep,
        class_name="job-keeping",
    )
    hint = rx.el.p(t("What is older goes in the next night, with its log; what it changed stays."), class_name="hint")
    return card(t("Keeping"), hint, rx.cond(may("settings:write"), fields, rx.el.p(told)))


@framed("/jobs/schedules", "Schedules", on_load=State.load)
def schedules() -> rx.Component:
    """The schedules of the house, the next first."""
    shown = rx.cond(State.loading, skeleton_cards(2), stack(_schedules(), _keeping()))
    return page(t("Jobs"), shown, tabs=job_tabs("schedules"))
