"""Horizontal bars with their figures beside them, in plain HTML."""

from typing import Any

import reflex as rx

from components.ui.button import link


def _line(item: rx.Var[dict[str, Any]], thin: bool) -> rx.Component:
    share = {"inline_size": rx.Var.create(item["share"]).to(str) + "%"}
    tone = rx.Var.create("hbar-fill tone-").to(str) + item["tone"].to(str)
    bar = rx.el.span(rx.el.span(class_name=tone, style=share), class_name="hbar-track", aria_hidden=True)
    words = [rx.el.span(item["label"], class_name="hbar-label"), bar, rx.el.span(item["text"], class_name="figure")]
    href = item["href"].to(str)
    class_name = "hbar hbar-thin" if thin else "hbar"
    return rx.el.li(
        rx.cond(href, link(rx.fragment(*words), href, class_name=class_name), rx.el.div(*words, class_name=class_name))
    )


def hbars(rows: rx.Var[list[dict[str, Any]]], thin: bool = False) -> rx.Component:
    """One bar a row: dicts with label, share (0 to 100), text (the figure), and perhaps href and tone ("red").

    `thin` draws the track behind, for shares of a whole.
    """
    return rx.el.ul(rx.foreach(rows, lambda item: _line(item, thin)), class_name="hbars")
