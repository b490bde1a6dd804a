"""Tasks as lines that are ticked off, and the form of one."""

from typing import Any

import reflex as rx

from components.crm.record_list import may, when
from components.ui import (
    ago,
    badge,
    button,
    date_input,
    dialog,
    field,
    form,
    form_buttons,
    form_error,
    icon,
    link,
    select,
    t,
    text_area,
    text_input,
)
from state.crm.tasks import TasksState

Line = rx.Var[dict[str, Any]]


def _tick(task: Line, name: rx.Var[str]) -> rx.Component:
    done, id = task["state"].to(str) == "done", task["id"].to(str)
    circle = rx.el.button(
        icon("circle", 18), type="button", on_click=TasksState.complete(id), aria_label=t("Complete {name}", name=name)
    )
    check = rx.el.button(
        icon("circle-check", 18),
        type="button",
        on_click=TasksState.reopen(id),
        aria_label=t("Open {name} again", name=name),
    )
    return rx.el.span(rx.cond(done, check, circle), class_name=rx.cond(done, "tick-off ticked", "tick-off"))


def _when(task: Line) -> rx.Component:
    due = ago(task["due_at"].to(str))
    return rx.el.span(due, class_name=rx.cond(task["late"].to(bool), "task-due late", "task-due"))


def line(task: Line) -> rx.Component:
    """One task: tick, title, what it is about, how urgent, when, whose."""
    name, about, priority = task["title"].to(str), task["about"].to(str), task["priority"].to(int)
    tone = rx.cond(priority > 1, "red", "amber")
    title = rx.el.button(
        name, type="button", class_name="task-title", on_click=TasksState.open_task(task["id"].to(str))
    )
    around = when(about != "", link(about, task["href"].to(str), class_name="task-about"))
    urgent = when(priority > 0, badge(t(task["priority_name"].to(str)), tone))
    words = rx.el.div(title, around, class_name="task-words")
    owner = rx.el.span(task["owner_name"].to(str), class_name="task-owner")
    return rx.el.li(_tick(task, name), words, urgent, _when(task), owner, key=task["id"].to(str))


def _fields() -> list[rx.Component]:
    task, errors = TasksState.task, TasksState.errors
    title = text_input("title", required=True, auto_focus=True, max_length=200, default_value=task["title"].to(str))
    clock = text_input("due_time", type="time", default_value=task["due_time"].to(str))
    levels = [("0", t("Normal")), ("1", t("High")), ("2", t("Urgent")), ("-1", t("Low"))]
    nobody = rx.cond(task["id"].to(str) == "", t("Me"), t("Nobody"))
    owner = select("owner_id", TasksState.people, blank=nobody, default_value=task["owner_id"].to(str))
    detail = text_area("detail", max_length=20_000, rows="3", default_value=task["detail"].to(str))
    day = date_input("due_on", default_value=task["due_on"].to(str))
    return [
        field(t("What is to be done?"), title, error=errors["title"]),
        rx.el.div(field(t("Due"), day, error=errors["due_on"]), field(t("Time"), clock), class_name="pair"),
        rx.el.div(
            field(t("For"), owner),
            field(t("Urgency"), select("priority", levels, default_value=task["priority"].to(str))),
            class_name="pair",
        ),
        field(t("Details"), detail),
    ]


def _buttons() -> rx.Component:
    task = TasksState.task
    id, known = task["id"].to(str), task["id"].to(str) != ""
    delete = button(t("Delete"), icon="trash-2", kind="quiet", on_click=TasksState.delete)
    done = rx.cond(
        task["state"].to(str) == "done",
        button(t("Open again"), on_click=TasksState.reopen(id)),
        button(t("Complete"), icon="check", on_click=TasksState.complete(id)),
    )
    save = button(t("Save"), kind="primary", type="submit")
    writes = may("tasks:write")
    return form_buttons(when(known & writes, delete), when(known & writes, done), when(writes, save))


def task_dialog() -> rx.Component:
    """The form of a new task, or of the one that was opened."""
    task = TasksState.task
    about = task["about"].to(str)
    subject = rx.el.p(t("About"), " ", link(about, task["href"].to(str)), class_name="hint")
    again = when(TasksState.clash != "", rx.el.p(t("Save again to put yours over it."), class_name="hint"))
    body = form(
        form_error(TasksState.clash),
        again,
        *_fields(),
        when(task["href"].to(str) != "", subject),
        _buttons(),
        on_submit=TasksState.save,
        key=task["id"].to(str),
    )
    title = rx.cond(task["id"].to(str) == "", t("New task"), t("Task"))
    return dialog(TasksState.creating, title, body, on_close=TasksState.close_form)
