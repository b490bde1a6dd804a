"""The audit as a list: what, on what, who, through which door, when; with Undo where one may."""

from typing import Any

import reflex as rx

from components.history.words import door_word, singly_badge, state_badge
from components.layout.face import face
from components.ui import Paging, ago, button, empty, link, skeleton_rows, t
from components.ui.table import paging_bar
from state.history.audit import AuditState as State

Row = rx.Var[dict[str, Any]]


def _what(one: Row) -> rx.Component:
    to = rx.Var.create("/history/").to(str) + one["id"].to(str)
    name = link(t(one["title"].to(str)), to, class_name="row-link")
    return rx.el.td(rx.el.span(name, class_name="who"), class_name="cell-strong")


def _on_what(one: Row) -> rx.Component:
    why = rx.cond(one["why"], rx.el.span(" · ", one["why"].to(str), class_name="hint"), rx.fragment())
    return rx.el.td(rx.cond(one["summary"], one["summary"].to(str), "–"), why, class_name="small-meta")


def _state(one: Row) -> rx.Component:
    word = rx.cond(one["state"] == "undo", t("Redo"), t("Undo"))
    undo = button(word, kind="quiet", on_click=State.undo(one["id"].to(str)), class_name="cell-link btn-small")
    state = one["state"].to(str)
    shown = rx.cond(state == "undone", state_badge(state), rx.cond(one["undoable"], undo, state_badge(state)))
    return rx.el.td(singly_badge(one["singly"].to(int)), " ", shown, class_name="cell-act small-hide")


def _line(one: Row) -> rx.Component:
    who = rx.el.span(face(one["member"], one["initials"]), one["who"].to(str), class_name="person-name")
    return rx.el.tr(
        _what(one),
        _on_what(one),
        rx.el.td(who, class_name="small-hide"),
        rx.el.td(door_word(one["door"].to(str)), class_name="quiet small-hide"),
        rx.el.td(ago(one["at"].to(str)), class_name="quiet small-side"),
        _state(one),
        key=one["id"].to(str),
    )


def audit_table() -> rx.Component:
    """The page of operations that the filters find."""
    heads = [t("What"), t("On what"), t("Who"), t("Through"), t("When"), rx.el.span(t("State"), class_name="said")]
    head = rx.el.thead(rx.el.tr(*[rx.el.th(one, scope="col") for one in heads]))
    table = rx.el.table(head, rx.el.tbody(rx.foreach(State.rows, _line)), class_name="table", aria_label=t("History"))
    none = empty(t("Nothing fits these filters."), button(t("Show all"), kind="primary", on_click=State.clear_rules))
    first = empty(t("Whatever anybody does here is kept, and can be taken back from this page."))
    nothing = rx.cond((State.where.length() > 0) | (State.search != ""), none, first)
    shown = rx.cond(State.rows.length() > 0, table, nothing)
    body = rx.cond(State.loading & (State.rows.length() == 0), skeleton_rows(), shown)
    pages = paging_bar(Paging(State.has_next, State.has_previous, State.next_page, State.previous_page))
    return rx.el.div(body, pages, class_name="list list-history", aria_busy=State.loading)
