"""Tasks."""

import reflex as rx

from components.crm.record_list import chip, may, when
from components.crm.task_list import line, task_dialog
from components.layout.page import page
from components.ui import (
    Paging,
    Tab,
    button,
    empty,
    filter_bar,
    filter_select,
    search_input,
    select,
    skeleton_rows,
    t,
    tabs,
)
from components.ui.table import paging_bar
from pages.framed import framed
from state.crm.tasks import TasksState


def _tabs() -> rx.Component:
    counts = TasksState.counts
    items = [
        Tab("today", t("Today"), count=counts["today"]),
        Tab("overdue", t("Overdue"), count=counts["overdue"]),
        Tab("upcoming", t("Upcoming"), count=counts["upcoming"]),
        Tab("undated", t("No date"), count=counts["undated"]),
        Tab("done", t("Done")),
    ]
    return tabs(items, TasksState.view, TasksState.show_view)


def _filters() -> rx.Component:
    search = search_input(t("Search tasks"), TasksState.search_for, default_value=TasksState.search)
    people = select(
        "owner", TasksState.people, blank=t("Everyone"), value=TasksState.owner, on_change=TasksState.show_owner
    )
    chips = rx.cond(
        TasksState.view == "", rx.foreach(TasksState.chips, lambda one: chip(TasksState, one)), rx.fragment()
    )
    return filter_bar(search, filter_select(t("For"), people), chips)


def _lines() -> rx.Component:
    add = when(may("tasks:write"), button(t("Create a task"), kind="primary", on_click=TasksState.open_form))
    sentence = rx.match(
        TasksState.view,
        ("today", t("Nothing is due today.")),
        ("overdue", t("Nothing is late.")),
        ("done", t("Nothing has been ticked off yet.")),
        t("There is nothing to do here."),
    )
    listed = rx.el.ul(rx.foreach(TasksState.rows, line), class_name="tasks", aria_label=t("Tasks"))
    paging = Paging(TasksState.has_next, TasksState.has_previous, TasksState.next_page, TasksState.previous_page)
    full = rx.fragment(listed, paging_bar(paging))
    shown = rx.cond(TasksState.rows.length() > 0, full, empty(sentence, add))
    return rx.cond(TasksState.loading, skeleton_rows(), shown)


def _page() -> rx.Component:
    add = when(may("tasks:write"), button(t("Task"), icon="plus", kind="primary", on_click=TasksState.open_form))
    parts = (_lines(), task_dialog())
    return page(t("Tasks"), *parts, primary=add, tabs=_tabs(), filters=_filters(), to_edge=True)


@framed("/tasks", "Tasks", on_load=TasksState.load)
def tasks() -> rx.Component:
    """What is to be done."""
    return _page()


@framed("/tasks/[task_id]", "Task", on_load=TasksState.load)
def task() -> rx.Component:
    """The same, with one task open."""
    return _page()
