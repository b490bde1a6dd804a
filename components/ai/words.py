"""Words of AI."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.ui import Text, Tone, button, copy_button, icon, link, money, number, row, stack, t, toned

One = rx.Var[dict[str, Any]]
PROVIDER: Mapping[str, Tone] = {"ready": "green", "off": "grey", "none": "grey"}
TEXT: Mapping[str, Tone] = {"asked": "blue", "made": "green", "failed": "red"}


def provider_badge(state: rx.Var[str]) -> rx.Component:
    """Whether a provider can be asked."""
    words: dict[str, Text] = {"ready": t("Ready"), "off": t("Switched off"), "none": t("No key")}
    return toned(state, PROVIDER, rx.Var.create(rx.match(state, *words.items(), state)).to(str))


def text_badge(state: rx.Var[str]) -> rx.Component:
    """Where a text stands."""
    words: dict[str, Text] = {"asked": t("Being written"), "made": t("Written"), "failed": t("Failed")}
    return toned(state, TEXT, rx.Var.create(rx.match(state, *words.items(), state)).to(str))


def categories() -> list[tuple[str, Text]]:
    """What a prompt may be for."""
    return [("marketing", t("Marketing")), ("social", t("Social")), ("email", t("E-mail")), ("product", t("Product"))]


def category_word(category: rx.Var[str]) -> rx.Var[str]:
    """What a prompt is for, in a word."""
    return rx.Var.create(rx.match(category, *categories(), category)).to(str)


def dollars(value: Any) -> rx.Var[str]:
    """An amount in US dollars."""
    return money(value, "USD")


def written(one: One, suggestions: rx.Var[list[str]], *more: Any) -> rx.Component:
    """A text with what it cost, what to look at before using it, and `more` beside the button that copies."""
    content, error = one["content"].to(str), one["error"].to(str)
    told = rx.el.p(
        one["model"].to(str),
        " · ",
        t("{count} tokens", count=number(one["tokens"])),
        " · ",
        number(one["cost"], 4),
        " $",
        class_name="hint",
    )
    mind = rx.el.ul(rx.foreach(suggestions, lambda said: rx.el.li(said)), class_name="note-line text-mind")
    made = stack(
        rx.el.pre(content, class_name="text-made"),
        rx.cond(suggestions.length() > 0, mind, rx.fragment()),
        told,
        row(copy_button(content), *more),
    )
    job = link(t("Open the job"), one["job"].to(str))
    asked = rx.el.p(t("It is being written."), " ", job, class_name="hint", role="status")
    failed = stack(rx.el.p(error, class_name="form-error", role="alert"), job)
    return rx.match(one["state"], ("made", made), ("failed", failed), asked)


def unset_note() -> rx.Component:
    """No provider can be asked, and where to change that."""
    words = rx.el.span(t("The provider of this model is not set up. Nothing was asked."))
    set_up = button(t("Set it up"), href="/settings/ai")
    return rx.el.div(icon("triangle-alert"), words, set_up, class_name="note-line text-unset", role="alert")
