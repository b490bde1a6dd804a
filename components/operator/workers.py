"""Workers with what each is doing and its memory, depth over time, and the longest lanes."""

from typing import Any

import reflex as rx

from components.charts import line_chart
from components.ui import Column, ago, badge, card, data_table, grid, line, lines, number, stack, t
from state.operator.workers import WorkersState as State

One = rx.Var[dict[str, Any]]


def _worker(one: One) -> rx.Component:
    more = rx.cond(
        one["more"].to(int) > 0,
        t("{name} and {count} more", name=one["doing"], count=one["more"]),
        one["doing"].to(str),
    )
    busy = badge(more, "green")
    rest = rx.cond(one["role"] == "worker", badge(t("idle"), "grey"), badge(t("watches the clock"), "grey"))
    doing = rx.cond(one["alive"], rx.cond(one["doing"], busy, rest), badge(t("not heard of"), "red"))
    seen = rx.cond(one["alive"], t("{count} done", count=number(one["done"])), ago(one["seen"].to(str)))
    memory = rx.el.span(t("{count} MB", count=number(one["memory"])), class_name="figure quiet")
    return line(rx.fragment(one["id"].to(str), " ", doing), seen, right=memory)


def worker_lines() -> rx.Component:
    """One line a process."""
    none = rx.el.p(
        t("No worker runs at this moment: nothing will be done until one starts."), class_name="hint tone-red"
    )
    return rx.cond(
        State.workers.length() > 0,
        lines(rx.foreach(State.workers, _worker)),
        rx.cond(State.loading, rx.fragment(), none),
    )


def _depth() -> rx.Component:
    chart = line_chart(State.depth, label=t("Depth of the queue"), height=180)
    keys = rx.el.span(rx.el.span(t("waiting"), class_name="key"), rx.el.span(t("running"), class_name="key key-2"))
    return card(t("Depth of the queue, 24 hours"), chart, action=keys)


def _lanes() -> rx.Component:
    columns = [
        Column("title", t("Kind"), "strong"),
        Column("tenant", t("Organisation")),
        Column("waiting", t("Waiting"), "number", small="side"),
        Column("oldest", t("Oldest"), "ago", quiet=True, small="hide"),
    ]
    none = rx.el.p(t("Nothing waits."), class_name="hint")
    table = data_table(columns, State.lanes, label=t("What waits, by organisation"), empty=none)
    return card(t("What waits, by organisation"), table)


def queue_health() -> rx.Component:
    """Workers and depth side by side, what waits below."""
    workers = card(t("Workers"), worker_lines(), hint=t("memory with child processes"))
    return stack(grid(_depth(), workers, columns="2fr 1fr"), _lanes())
