"""Cards and the figures in them."""

from typing import Any

import reflex as rx

from components.ui.button import link
from components.ui.sparkline import spark as draw_spark
from components.ui.text import Text


def card(
    title: Text | None, *children: Any, action: rx.Component | None = None, hint: Text | None = None, **props: Any
) -> rx.Component:
    """A panel with a quiet title, and at its right an action or a hint."""
    right = [action] if action is not None else []
    if hint is not None:
        right.append(rx.el.span(hint, class_name="card-hint"))
    head = [rx.el.header(rx.el.h2(title), *right)] if title is not None else []
    props["class_name"] = f"card {props.pop('class_name', '')}"
    return rx.el.section(*head, *children, **props)


def stat(
    label: Text,
    value: Any,
    *,
    delta: Text | None = None,
    tone: Text = "grey",
    spark: rx.Var[list[float]] | None = None,
    href: Text | None = None,
) -> rx.Component:
    """One big figure: label, value, change against before, and its course as a thin line."""
    change = (
        [rx.el.span(delta, class_name=rx.Var.create("delta tone-").to(str) + rx.Var.create(tone).to(str))]
        if delta is not None
        else []
    )
    figure = rx.el.p(rx.el.strong(value), *change, class_name="stat-value")
    line = [draw_spark(spark)] if spark is not None else []
    inner = card(None, rx.el.h2(label), figure, *line, class_name="stat")
    if href is None:
        return inner
    return link(inner, href, class_name="cover")


def kpi_row(*stats: rx.Component) -> rx.Component:
    """Figures side by side, two in a row on small screens."""
    return rx.el.div(*stats, class_name="kpis")


def grid(*cards: Any, columns: str = "1fr") -> rx.Component:
    """Cards side by side in the given CSS columns; below each other on small screens."""
    return rx.el.div(*cards, class_name="grid", style={"--columns": columns})


def row(*parts: Any) -> rx.Component:
    """Parts side by side that wrap where they have to."""
    return rx.el.div(*parts, class_name="row")


def stack(*parts: Any) -> rx.Component:
    """Parts below each other."""
    return rx.el.div(*parts, class_name="stack")


def heading(title: Text, hint: Text | None = None) -> rx.Component:
    """The one big line of a page, with a quieter one below."""
    below = [rx.el.p(hint)] if hint is not None else []
    return rx.el.div(rx.el.h2(title), *below, class_name="heading")
