"""What a dry run found, or a run has done."""

from typing import Any

import reflex as rx

from components.crm.imports.words import made_word, outcome_words
from components.ui import Text, badge, icon, link, number, progress, row, stack, t
from state.crm.import_wizard import ImportState as State

TONES = {"created": "green", "updated": "blue", "refused": "red", "unchanged": "grey"}


def under_way(label: Text) -> rx.Component:
    """The bar of the job at work."""
    said = rx.cond(
        State.stopping,
        t("Stopping after the rows at hand …"),
        t("{done} of about {total} rows", done=number(State.done), total=number(State.total)),
    )
    job = rx.cond(State.job_href, link(t("See the job"), State.job_href), rx.fragment())
    return rx.el.div(rx.el.strong(label), progress(State.done, State.total, said), job, class_name="stack")


def _figure(key: str, label: Text) -> rx.Component:
    value = number(State.counts[key])
    return rx.el.button(
        rx.el.span(label, class_name="hint"),
        rx.el.strong(value, class_name=f"figure figure-{key}"),
        type="button",
        class_name="outcome",
        aria_pressed=State.outcome == key,
        disabled=State.counts[key] == 0,
        on_click=State.show(key),
        custom_attrs={"data-outcome": key},
    )


def figures() -> rx.Component:
    """The rows by what becomes of them; each figure shows its first rows below."""
    return rx.el.div(*[_figure(key, label) for key, label in outcome_words().items()], class_name="outcomes")


def _sample(one: rx.Var[dict[str, str]]) -> rx.Component:
    why = rx.cond(one["why"], rx.el.span(one["why"], class_name="hint"), rx.fragment())
    at = rx.el.span(one["row"], class_name="figure hint", title=t("Row {number}", number=one["row"]))
    return rx.el.li(at, rx.el.div(rx.el.span(one["text"]), why, class_name="words"))


def samples() -> rx.Component:
    """The first rows of the chosen outcome."""
    return rx.cond(
        State.samples.length() > 0,
        rx.el.ul(rx.foreach(State.samples, _sample), class_name="samples", aria_label=t("First rows")),
        rx.fragment(),
    )


def _counted(one: rx.Var[dict[str, Any]]) -> rx.Component:
    return rx.el.li(rx.el.span(one["text"].to(str)), rx.el.span(number(one["count"]), class_name="figure hint"))


def _list(title: Text, items: rx.Var[list[dict[str, Any]]], head: Any = None) -> rx.Component:
    top = rx.el.div(rx.el.h3(title), *([head] if head is not None else []), class_name="list-head")
    shown = rx.el.section(top, rx.el.ul(rx.foreach(items, _counted)), class_name="counted")
    return rx.cond(items.length() > 0, shown, rx.fragment())


def _made(one: rx.Var[dict[str, Any]]) -> rx.Component:
    words = rx.el.span(number(one["count"]), " ", made_word(one["kind"].to(str)), ": ", one["names"].to(str))
    return rx.el.li(words)


def findings() -> rx.Component:
    """Why rows are refused (with the file of them), what was read otherwise than written, what is made on the way."""
    refused = rx.cond(
        State.refused_href,
        link(
            rx.fragment(icon("download", 14), rx.el.span(t("Refused rows as CSV"))),
            State.refused_href,
            reload_document=True,
        ),
        rx.fragment(),
    )
    made = rx.cond(
        State.made.length() > 0,
        rx.el.section(
            rx.el.h3(t("Made along with them")), rx.el.ul(rx.foreach(State.made, _made)), class_name="counted"
        ),
        rx.fragment(),
    )
    return stack(_list(t("Why refused"), State.reasons, refused), made, _list(t("Read otherwise"), State.notes))


def stopped(label: Text) -> rx.Component:
    """That a job failed or was stopped, and why."""
    return row(badge(label, "red"), rx.el.span(State.error))
