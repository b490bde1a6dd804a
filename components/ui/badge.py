"""Small marks: state badges, initials, scores and progress."""

from collections.abc import Mapping
from typing import Any, Literal

import reflex as rx

from components.ui.text import Text

Tone = Literal["green", "amber", "red", "blue", "grey"]


def badge(text: Text, tone: Tone | rx.Var[str] = "grey", **props: Any) -> rx.Component:
    """A word of state on its ground colour."""
    return rx.el.span(text, class_name=rx.Var.create("badge badge-").to(str) + rx.Var.create(tone).to(str), **props)


def toned(value: rx.Var[str], tones: Mapping[str, Tone], label: Text | None = None) -> rx.Component:
    """A badge whose tone follows its value; unknown values are grey."""
    tone = rx.match(value, *tones.items(), "grey")
    return rx.cond(value, badge(value if label is None else label, tone), rx.fragment())


def avatar(initials: Text, large: bool = False, picture: rx.Var[str] | None = None) -> rx.Component:
    """Two letters in a circle, or the picture over them; the name stands beside it, so readers skip it."""
    face = [] if picture is None else [over(picture)]
    return rx.el.span(initials, *face, class_name="avatar avatar-large" if large else "avatar", aria_hidden=True)


def over(picture: rx.Var[str]) -> rx.Component:
    """A picture that covers what stands in its place until it has come, or where it does not come."""
    return rx.cond(picture, rx.el.img(src=picture, alt="", key=picture), rx.fragment())


def _share(value: Any) -> dict[str, Any]:
    return {"inline_size": rx.Var.create(value).to(str) + "%"}


def score_bar(value: rx.Var[int] | int) -> rx.Component:
    """A score from 0 to 100 as a number and a short bar."""
    bar = rx.el.span(rx.el.span(style=_share(value)), class_name="bar", aria_hidden=True)
    return rx.el.span(rx.el.span(value, class_name="figure"), bar, class_name="score")


def progress(value: rx.Var[int] | int, total: rx.Var[int] | int, label: Text) -> rx.Component:
    """How far a piece of work has come: `value` of `total`, with a label that says it in words."""
    bar = rx.el.progress(value=value, max=total, aria_label=label)
    return rx.el.div(bar, rx.el.span(label, class_name="meta", aria_live="polite"), class_name="progress")
