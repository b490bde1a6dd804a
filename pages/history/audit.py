"""The history: everything that was done."""

import reflex as rx

from components.history.table import audit_table
from components.history.words import doors, records
from components.layout.page import page
from components.ui import button, filter_bar, filter_chip, filter_select, search_input, select, t
from pages.framed import framed
from state.history.audit import AuditState as State


def _times() -> list[tuple[str, rx.Var[str]]]:
    return [
        ("today", t("Today")),
        ("yesterday", t("Yesterday")),
        ("last_7_days", t("Last 7 days")),
        ("last_30_days", t("Last 30 days")),
    ]


def _choice(label: rx.Var[str], field: str, options: object) -> rx.Component:
    chosen = select(
        field,
        options,
        blank=t("All"),
        value=State.chosen[field],
        on_change=lambda value: State.only(field, value),
    )
    return filter_select(label, chosen)


def _filters() -> rx.Component:
    search = search_input(t("Search the history"), State.search_for, default_value=State.search)
    other = filter_chip(t("Only"), State.other, State.clear_rules)
    clear = button(t("Clear"), kind="quiet", on_click=State.clear_rules)
    return filter_bar(
        search,
        _choice(t("Who"), "member_id", State.people),
        _choice(t("On what"), "touched", records()),
        _choice(t("Through"), "door", doors()),
        _choice(t("When"), "created_at", _times()),
        rx.cond(State.other != "", other, rx.fragment()),
        right=rx.cond(State.where.length() > 0, clear, rx.fragment()),
    )


@framed("/history", "History", on_load=State.load)
def audit() -> rx.Component:
    """Who did what, on what, when and why; each can be opened, and most can be taken back."""
    return page(t("History"), audit_table(), filters=_filters(), to_edge=True)
