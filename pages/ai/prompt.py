"""One prompt: its words at the left, what it says and what is written by it at the right."""

from typing import Any

import reflex as rx

from components.ai.words import categories, unset_note, written
from components.layout.page import page
from components.layout.rights import when
from components.ui import (
    button,
    card,
    confirm,
    copy_button,
    empty,
    field,
    form,
    form_buttons,
    grid,
    not_found,
    row,
    select,
    skeleton_cards,
    stack,
    t,
    text_area,
    text_input,
)
from pages.framed import framed
from state.ai.prompt import PromptState as State

HOME = "/texts"


def _numbers(errors: rx.Var[dict[str, str]]) -> rx.Component:
    one = State.prompt
    warmth = text_input("temperature", type="number", min=0, max=2, step=0.1, default_value=one["temperature"].to(str))
    most = text_input("max_tokens", type="number", min=1, max=32000, default_value=one["max_tokens"].to(str))
    return rx.el.div(
        field(t("Temperature"), warmth, hint=t("0 is dry, 2 is wild."), error=errors["temperature"]),
        field(t("Most tokens"), most, error=errors["max_tokens"]),
        class_name="two",
    )


def _words() -> rx.Component:
    one, errors = State.prompt, State.errors
    template = text_area(
        "template",
        required=True,
        rows="12",
        class_name="mono",
        default_value=one["template"].to(str),
        on_change=State.write.debounce(400),
    )
    name = text_input("name", required=True, max_length=100, default_value=one["name"].to(str))
    model = text_input("model", required=True, max_length=100, default_value=one["model"].to(str))
    body = form(
        field(
            t("Prompt"), template, hint=t("Names in double braces are asked for each time."), error=errors["template"]
        ),
        rx.el.div(
            field(t("Name"), name, error=errors["name"]),
            field(t("For"), select("category", categories(), default_value=one["category"].to(str))),
            class_name="two",
        ),
        field(t("Model"), model, hint=t("Its provider is asked."), error=errors["model"]),
        _numbers(errors),
        when(State.may_write, form_buttons(button(t("Save"), kind="primary", type="submit"))),
        on_submit=State.save,
        key=one["version"].to(str),
    )
    return card(None, body)


def _variable(one: rx.Var[dict[str, str]]) -> rx.Component:
    name = one["name"].to(str)
    # A pause in typing shows it soon; leaving the field surely, for pauses of several fields are one.
    control = text_input(
        name,
        default_value=one["value"],
        max_length=4000,
        on_change=lambda value: State.fill(name, value).debounce(300),
        on_blur=lambda value: State.fill(name, value),
    )
    return rx.el.label(rx.el.span(rx.el.code(name), class_name="field-label"), control, class_name="field", key=name)


def _preview() -> rx.Component:
    shown = rx.el.pre(State.preview, class_name="text-made")
    problem = rx.el.p(State.problem, class_name="hint", role="status")
    read = rx.cond(State.problem != "", problem, stack(shown, row(copy_button(State.preview))))
    asks = rx.cond(
        State.variables.length() > 0,
        rx.el.div(rx.foreach(State.variables, _variable), class_name="two text-values"),
        rx.el.p(t("It asks for nothing."), class_name="hint"),
    )
    generate = form_buttons(button(t("Generate"), icon="sparkles", kind="primary", type="submit"))
    return rx.fragment(
        card(t("Values"), form(asks, when(State.may_write, generate), on_submit=State.generate)),
        rx.cond(State.unset, unset_note(), rx.fragment()),
        card(t("What is asked"), read),
    )


def _outcome() -> rx.Component:
    one: rx.Var[dict[str, Any]] = State.text
    nothing = empty(t("Nothing was written by this prompt yet."))
    return card(t("Written last"), rx.cond(one.length() > 0, written(one, State.suggestions), nothing))


@framed("/texts/[prompt_id]", "Prompt", on_load=State.load)
def prompt() -> rx.Component:
    """A prompt, filled and tried."""
    right = stack(_preview(), _outcome())
    body = grid(_words(), right, columns="minmax(0, 1fr) minmax(0, 1fr)")
    gone = not_found(t("There is no such prompt (any more)."), HOME, t("All prompts"))
    shown = rx.cond(State.missing, gone, rx.cond(State.loading, skeleton_cards(2), body))
    delete = confirm(
        t("Delete"),
        title=t("Delete this prompt?"),
        text=t("What was written by it stays."),
        action=t("Delete"),
        icon="trash-2",
        on_confirm=State.delete,
    )
    title = rx.cond(State.prompt["name"], State.prompt["name"].to(str), t("Prompt"))
    acts = [when(State.may_write & ~State.missing, delete)]
    return page(title, shown, actions=acts, crumbs=[(t("Texts"), HOME)])
