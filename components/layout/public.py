"""Pages outside the frame: log-in and its kin, and the wizard."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from components.ui import Text, icon, t, tn

Step = tuple[Text, Any]


def _brand() -> rx.Component:
    return rx.el.div(
        rx.el.span("S", class_name="company-mark", aria_hidden=True), rx.el.span("Steward"), class_name="brand"
    )


def plain(title: Text, *content: Any, hint: Any = None, below: Any = None) -> rx.Component:
    """One card in the middle: log-in, sign-up, reset; `below` is a quiet line under the card."""
    head = [rx.el.h1(title), *([rx.el.p(hint, class_name="hint")] if hint is not None else [])]
    card = rx.el.section(*content, class_name="card")
    foot = [rx.el.p(below, class_name="below")] if below is not None else []
    return rx.el.main(_brand(), *head, card, *foot, class_name="plain")


def _step(at: int, step: Step, current: rx.Var[int] | int) -> rx.Component:
    label, detail = step
    here = rx.Var.create(current).to(int)
    mark = rx.el.span(rx.cond(here > at, icon("check", 12), str(at + 1)), class_name="step-mark")
    words = rx.el.span(rx.el.strong(label), rx.cond(here >= at, rx.el.span(detail), rx.fragment()))
    state = rx.cond(here > at, "done", rx.cond(here == at, "here", "ahead"))
    return rx.el.li(mark, words, class_name=state, aria_current=rx.cond(here == at, "step", "false"))


def wizard(
    steps: Sequence[Step],
    current: rx.Var[int] | int,
    *content: Any,
    title: Text,
    hint: Any = None,
    buttons: Sequence[rx.Component] = (),
    minutes: int | None = None,
) -> rx.Component:
    """Steps at the left, the question in the middle, buttons below: back at the left, the rest at the right.

    Steps are (label, what was answered); `current` counts from 0.
    """
    left: list[Any] = [_brand(), rx.el.ol(*[_step(at, step, current) for at, step in enumerate(steps)])]
    if minutes is not None:
        words = tn(
            "About {count} minute left. Saved as you type.", "About {count} minutes left. Saved as you type.", minutes
        )
        left.append(rx.el.p(words, class_name="hint"))
    head = [rx.el.h1(title), *([rx.el.p(hint, class_name="hint")] if hint is not None else [])]
    card = rx.el.section(*content, class_name="card")
    row = rx.el.div(*buttons, class_name="wizard-buttons")
    side = rx.el.aside(*left, aria_label=t("Steps"))
    return rx.el.div(side, rx.el.main(*head, card, row), class_name="wizard")
