"""Texts: the prompts, and what was written by them."""

from typing import Any

import reflex as rx

from components.ai.words import categories, category_word, text_badge, written
from components.layout.page import page
from components.layout.rights import may, when
from components.ui import (
    ago,
    badge,
    button,
    card,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    line,
    lines,
    link,
    row,
    select,
    sheet,
    skeleton_cards,
    stack,
    t,
    text_area,
    text_input,
)
from pages.framed import framed
from state.ai.texts import TextsState as State

Row = rx.Var[dict[str, Any]]


def _prompt(one: Row) -> rx.Component:
    name = link(one["name"].to(str), rx.Var.create("/texts/").to(str) + one["id"].to(str))
    words = rx.fragment(rx.el.code(one["model"].to(str)), " · ", one["variables"].to(str))
    return line(name, words, icon="pen-line", right=badge(category_word(one["category"].to(str))))


def _text(one: Row) -> rx.Component:
    shown = rx.cond(one["line"], one["line"].to(str), rx.cond(one["prompt"], one["prompt"].to(str), t("Own words")))
    title = rx.el.button(shown, type="button", class_name="link text-line", on_click=State.open(one["id"].to(str)))
    by = rx.cond(one["prompt"], rx.fragment(one["prompt"].to(str), " · "), rx.fragment())
    words = rx.fragment(by, ago(one["at"].to(str)), " ", one["error"].to(str))
    used = rx.cond(one["used"], badge(t("Used"), "blue"), rx.fragment())
    return line(title, words, icon="file-text", right=row(used, text_badge(one["state"].to(str))))


def _new() -> rx.Component:
    errors = State.errors
    name = text_input("name", required=True, auto_focus=True, max_length=100)
    template = text_area("template", required=True, rows="6", default_value="Write about {{ topic }}.")
    body = form(
        field(t("Name"), name, error=errors["name"]),
        field(t("For"), select("category", categories())),
        field(
            t("Prompt"),
            template,
            hint=t("Names in double braces are asked for each time."),
            error=errors["template"],
        ),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Create"), kind="primary", type="submit")),
        on_submit=State.create,
    )
    return dialog(State.creating, t("New prompt"), body, on_close=State.close)


def _read() -> rx.Component:
    one = State.text
    used = button(t("I used it"), icon="check", on_click=State.rate(True))
    unused = button(t("Not used after all"), kind="quiet", on_click=State.rate(False))
    rate = when(may("content:write"), rx.cond(one["used"], unused, used))
    return sheet(one.length() > 0, t("Text"), written(one, State.suggestions, rate), on_close=State.close)


@framed("/texts", "Texts", on_load=State.load)
def texts() -> rx.Component:
    """All prompts, and the texts that were written lately."""
    writes = may("content:write")
    add = when(writes, button(t("Prompt"), icon="plus", kind="primary", on_click=State.open_form))
    none = empty(
        t("A prompt says what a model shall write, and asks for the words that change."),
        when(writes, button(t("Bring the three shipped ones"), kind="primary", on_click=State.restore)),
    )
    listed = rx.cond(State.rows.length() > 0, lines(rx.foreach(State.rows, _prompt)), none)
    unwritten = empty(t("Nothing was written yet: open a prompt and let it write."))
    lately = rx.cond(State.texts.length() > 0, lines(rx.foreach(State.texts, _text)), unwritten)
    body = stack(card(t("Prompts"), listed), card(t("Written lately"), lately))
    return page(t("Texts"), rx.cond(State.loading, skeleton_cards(2), body), _new(), _read(), primary=add)
