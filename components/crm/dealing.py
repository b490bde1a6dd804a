"""Pages of records that deals are made with: their head, their tabs, their deals, the form of a new one."""

from collections.abc import Mapping, Sequence
from typing import Any

import reflex as rx

from components.crm.forms import line_field, name_field
from components.crm.record import asked, buttons, note_button, opener, task_button
from components.crm.record_list import may, when
from components.ui import (
    Column,
    Tab,
    Tone,
    button,
    data_table,
    empty,
    field,
    form,
    icon,
    link,
    menu,
    menu_item,
    money_input,
    record_head,
    t,
    tabs,
)
from state.session import SessionState

KINDS: Mapping[str, Tone] = {"open": "blue", "won": "green", "lost": "red"}


def head(state: Any, noun: str, *, work: bool = True, more: Sequence[rx.Component] = ()) -> rx.Component:
    """Who or what this is, and what can be done; `work` for those that have tasks and notes, `more` for its menu."""
    writes = may(f"{noun}:write")
    delete = menu_item(t("Delete"), icon="trash-2", tone="danger", on_click=state.delete)
    items = menu(
        icon("ellipsis"), *more, when(writes, delete), class_name="btn btn-plain btn-icon", trigger_label=t("More")
    )
    rest = items if more else when(writes, items)
    acts = [task_button(state), note_button(state)] if work else []
    deal = when(may("deals:write"), opener(state, t("Deal"), "deal", icon="plus", kind="primary"))
    record = state.record
    words = (record["name"].to(str), record["subtitle"].to(str))
    return record_head(*words, *acts, rest, deal, initials=record["initials"].to(str))


def deal_dialog(state: Any) -> rx.Component:
    """A new deal with this record."""
    errors = state.errors
    body = form(
        name_field(errors, t("Name")),
        field(t("Amount"), money_input("amount", SessionState.currency), error=errors["amount"]),
        line_field(errors, "expected_on", t("Expected to close"), type="date"),
        line_field(errors, "next_step", t("Next step")),
        buttons(state, t("Create deal")),
        on_submit=state.add_deal,
    )
    return asked(state, "deal", t("New deal"), body)


def tab_bar(state: Any, items: Sequence[Tab], right: rx.Component) -> rx.Component:
    """The tabs of a record; `right` belongs to the timeline alone."""
    shown = tabs(items, state.tab, state.show_tab)
    return rx.el.div(shown, when(state.tab == "timeline", right), class_name="record-bar")


def deals_tab(state: Any) -> Tab:
    """The tab of the deals with how many there are."""
    return Tab("deals", t("Deals"), count=state.deal_count)


def deal_table(state: Any, *, company: bool = False) -> rx.Component:
    """The deals of the record."""
    columns = [
        Column("name", t("Deal"), "strong"),
        *([Column("company_name", t("Company"))] if company else []),
        Column("stage_kind", t("Stage"), "badge", tones=KINDS, text="stage_name"),
        Column("amount", t("Amount"), "money", currency="currency", small="side"),
        Column("owner_name", t("Owner"), quiet=True, small="hide"),
    ]
    add = when(may("deals:write"), button(t("Create a deal"), kind="primary", on_click=state.open_dialog("deal")))
    nothing = empty(t("There are no deals with this yet."), add)
    every = link(t("Show all {count}", count=state.deal_count), state.deals_href)
    listed = data_table(columns, state.dealings, label=t("Deals"), href="/deals/", empty=nothing)
    return rx.fragment(listed, when(state.deal_count > state.dealings.length(), every))
