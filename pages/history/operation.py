"""One operation of the history."""

import reflex as rx

from components.history.changes import change_list, undo_report
from components.history.words import door_word, singly_badge, state_badge
from components.layout.face import face_of
from components.layout.page import page
from components.ui import (
    ago,
    button,
    link,
    moment,
    not_found,
    properties,
    record_head,
    record_layout,
    skeleton_rows,
    t,
)
from pages.framed import framed
from state.history.one import OperationState as State


def _undo() -> rx.Component:
    word = rx.cond(State.operation["undoes"], t("Redo"), t("Undo"))
    press = button(word, icon="undo-2", kind="primary", on_click=State.undo, busy=State.busy)
    return rx.cond(State.operation["undoable"], press, rx.fragment())


def _other(key: str) -> rx.Var[str]:
    return rx.Var.create("/history/").to(str) + State.operation[key].to(str)


def _undone() -> rx.Component:
    when = ago(State.operation["undone_at"].to(str))
    said = rx.el.p(t("This was taken back"), " ", when, ". ", link(t("See the undo"), _other("undone_by")))
    return rx.cond(State.operation["undone_by"], rx.el.div(said, class_name="note-line"), rx.fragment())


def _head() -> rx.Component:
    one = State.operation
    by = rx.fragment(
        one["who"].to(str),
        " · ",
        ago(one["at"].to(str)),
        " ",
        state_badge(one["state"].to(str)),
        singly_badge(one["singly"].to(int)),
    )
    return record_head(
        t(one["title"].to(str)), by, _undo(), initials=one["initials"].to(str), picture=face_of(one["member"])
    )


def _facts() -> list[rx.Component]:
    one = State.operation
    who = rx.Var.create("/settings/people?person=").to(str) + one["member"].to(str)
    name = rx.cond(one["member"], link(one["who"].to(str), who), one["who"].to(str))
    undoes = rx.cond(one["undoes"], link(t("an earlier operation"), _other("undoes")), "–")
    facts = [
        (t("Who"), name),
        (t("When"), moment(one["at"].to(str))),
        (t("Through"), door_word(one["door"].to(str))),
        (t("Why"), rx.cond(one["why"], one["why"].to(str), "–")),
        (t("Action"), rx.el.code(one["action"].to(str), class_name="mono")),
        (t("Takes back"), undoes),
    ]
    records = rx.cond(State.touched.length() > 0, properties(State.touched, t("Records")), rx.fragment())
    return [properties(facts, t("Operation")), records]


def _body() -> rx.Component:
    left = [_head(), _undone(), undo_report(), rx.el.h3(t("Changes"), class_name="part"), change_list()]
    return record_layout(left, _facts())


@framed("/history/[operation_id]", "Operation", on_load=State.load)
def operation() -> rx.Component:
    """One operation: its changes in words, and Undo."""
    gone = not_found(t("There is no such operation."), "/history", t("Go to the history"))
    shown = rx.cond(State.missing, gone, rx.cond(State.loading, skeleton_rows(8), _body()))
    return page(t("Operation"), shown, crumbs=[(t("History"), "/history")], to_edge=True)
