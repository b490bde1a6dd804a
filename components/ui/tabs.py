"""Tabs of views: links, or choices that call a handler."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from components.ui.button import link
from components.ui.text import Text, t

# On a narrow screen the row is longer than the screen.
SHOW = "document.querySelector('.tabs [aria-current=page]')?.scrollIntoView({inline: 'center', block: 'nearest'})"


@dataclass(frozen=True)
class Tab:
    """One tab: its key, its label, perhaps a count, and where it leads (`href`) if it is a page of its own."""

    key: Text
    label: Text
    count: rx.Var[int] | None = None
    href: Text | None = None


def _tab(item: Tab, current: Text, on_change: Any) -> rx.Component:
    here = rx.Var.create(current).to(str) == item.key
    count = [rx.el.span(item.count, class_name="count")] if item.count is not None else []
    label = rx.el.span(item.label, *count)
    if item.href is not None:
        return link(label, item.href, class_name="tab", aria_current=rx.cond(here, "page", "false"))
    return rx.el.button(label, type="button", class_name="tab", aria_pressed=here, on_click=on_change(item.key))


def _listed(item: rx.Var[dict[str, str]], current: Text, on_change: Any) -> rx.Component:
    return _tab(Tab(item["key"], item["label"]), current, on_change)


def tabs(
    items: Sequence[Tab] | rx.Var[list[dict[str, str]]],
    current: Text,
    on_change: Any = None,
    more: rx.Var[list[dict[str, str]]] | None = None,
) -> rx.Component:
    """A row of tabs, or of a Var of dicts with key and label; `on_change(key)` is called for those without `href`.

    `more` is such a Var too, whose tabs come after `items`.
    """
    if isinstance(items, rx.Var):
        shown = rx.foreach(items, lambda item: _listed(item, current, on_change))
        return rx.el.nav(shown, class_name="tabs", aria_label=t("Views"))
    shown = [_tab(item, current, on_change) for item in items]
    own = [rx.foreach(more, lambda item: _listed(item, current, on_change))] if more is not None else []
    return rx.el.nav(*shown, *own, class_name="tabs", aria_label=t("Views"), on_mount=rx.call_script(SHOW))
