"""A record's page: who it is, what happened at the left, what is at the right."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from components.ui.badge import avatar
from components.ui.button import link
from components.ui.format import ago
from components.ui.icon import icon_of
from components.ui.text import Text, t

Pair = tuple[Text, Any]


def record_layout(left: Sequence[Any], right: Sequence[Any]) -> rx.Component:
    """What happened at the left, what is at the right; below each other on small screens."""
    side = rx.el.aside(*right, class_name="record-side", aria_label=t("Facts"))
    return rx.el.div(rx.el.div(*left, class_name="record-main"), side, class_name="record")


def record_head(
    name: Text, subtitle: Any, *actions: Any, initials: Text | None = None, picture: rx.Var[str] | None = None
) -> rx.Component:
    """Who or what this is, and the actions, the likeliest one last and primary."""
    face = [avatar(initials, large=True, picture=picture)] if initials is not None else []
    words = rx.el.div(rx.el.h2(name), rx.el.p(subtitle))
    return rx.el.header(*face, words, rx.el.div(*actions, class_name="record-actions"), class_name="record-head")


def _pair(label: Any, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value))


def properties(pairs: Sequence[Pair] | rx.Var[list[dict[str, str]]], title: Any = None) -> rx.Component:
    """Names and values; pairs of (label, value), or a Var of dicts with label, value and perhaps href."""
    head = [rx.el.h3(title)] if title is not None else []
    if isinstance(pairs, rx.Var):
        lines = [rx.foreach(pairs, _listed)]
    else:
        lines = [_pair(label, value) for label, value in pairs]
    return rx.el.section(*head, rx.el.dl(*lines), class_name="properties")


def _listed(item: rx.Var[dict[str, str]]) -> rx.Component:
    href = item["href"]
    return _pair(item["label"], rx.cond(href, link(item["value"], href), item["value"]))


def _undo(item: rx.Var[dict[str, Any]], on_undo: Any, on_undo_here: Any) -> rx.Component:
    operation = item["operation_id"].to(str)

    def press(words: Text, act: Any) -> rx.Component:
        return rx.el.button(words, type="button", class_name="link", on_click=act(operation))

    here = press(t("Undo for this record only"), on_undo_here) if on_undo_here is not None else rx.fragment()
    both = rx.fragment(here, " · ", press(t("Undo for all"), on_undo))
    return rx.cond(operation, rx.cond(item["together"], both, press(t("Undo"), on_undo)), rx.fragment())


def _moment(item: rx.Var[dict[str, Any]], on_undo: Any, on_undo_here: Any, face: Any) -> rx.Component:
    href = item["href"].to(str)
    undo = _undo(item, on_undo, on_undo_here) if on_undo is not None else rx.fragment()
    more = rx.cond(href, link(t("Open"), href), rx.fragment())
    who = [] if face is None else [face(item["member"])]
    words = rx.el.div(rx.el.strong(item["title"]), rx.el.p(*who, item["text"], " ", more, undo))
    mark = rx.el.span(icon_of(item["icon"].to(str)), class_name="mark")
    return rx.el.li(mark, words, ago(item["at"].to(str)), key=item["id"].to(str))


def timeline(
    items: rx.Var[list[dict[str, Any]]], on_undo: Any = None, on_undo_here: Any = None, face: Any = None
) -> rx.Component:
    """What happened, newest first.

    Items are dicts with id, icon (a key of icon.KNOWN), title, text, at (ISO), href, operation_id and, where `face`
    draws who it was, member; where that operation did the same to other records (`together`), `on_undo_here` takes it
    back for this one alone.
    """
    return rx.el.ol(rx.foreach(items, lambda item: _moment(item, on_undo, on_undo_here, face)), class_name="timeline")
