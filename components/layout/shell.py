"""The frame of every page after log-in."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from components.layout.frame import Frame
from components.layout.navigation import palette_pages, shortcuts
from components.layout.sidebar import sidebar
from components.layout.top_bar import Crumb, top_bar
from components.ui import Text, t, toaster
from components.wrappers import keyboard, palette


def _layers(frame: Frame) -> list[rx.Component]:
    return [
        toaster(frame.on_undo),
        palette(palette_pages(), frame.results, frame.on_search, frame.on_act),
        keyboard(shortcuts()),
    ]


def shell(
    title: Text,
    *content: Any,
    frame: Frame,
    primary: rx.Component | None = None,
    actions: Sequence[rx.Component] = (),
    tabs: rx.Component | None = None,
    beside_tabs: Any = None,
    filters: rx.Component | None = None,
    crumbs: Sequence[Crumb] = (),
    to_edge: bool = False,
) -> rx.Component:
    """Sidebar, top bar, tabs, filters, content; `to_edge` for lists, boards and records that bring their own space."""
    bars = [top_bar(title, primary=primary, actions=actions, crumbs=crumbs)]
    if tabs is not None:
        right = rx.el.div(beside_tabs, class_name="tabs-right") if beside_tabs is not None else rx.fragment()
        bars.append(rx.el.div(tabs, right, class_name="tabs-bar"))
    if filters is not None:
        bars.append(filters)
    body = rx.el.div(*content, class_name="content to-edge" if to_edge else "content")
    skip = rx.el.a(t("Skip to content"), href="#main", class_name="skip")
    main = rx.el.main(*bars, body, id="main", tab_index=-1)
    return rx.el.div(skip, sidebar(frame), main, *_layers(frame), class_name="shell")
