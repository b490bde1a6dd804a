"""The dialogs of the AI settings: a provider, its prices, a budget."""

from typing import Any

import reflex as rx

from components.layout.rights import when
from components.ui import (
    Text,
    badge,
    button,
    checkbox,
    confirm,
    dialog,
    field,
    form,
    form_buttons,
    line,
    lines,
    money_input,
    row,
    select,
    sheet,
    stack,
    t,
    text_input,
)
from state.ai.settings import AiState as State

Row = rx.Var[dict[str, Any]]


def provider_dialog() -> rx.Component:
    """Key, address and model of a provider."""
    one = State.chosen
    own = one["key"] == "own"
    kept = rx.cond(own, t("A key is kept. Enter another to replace it; it is never shown."), t("It is kept sealed."))
    key = text_input("key", type="password", auto_complete="off", max_length=4000, auto_focus=True)
    gone = confirm(
        t("Remove the key"),
        title=t("Remove this key?"),
        text=t("The provider is asked no more, unless this installation has a key of its own."),
        action=t("Remove"),
        on_confirm=State.take_key,
    )
    url = text_input("base_url", type="url", default_value=one["own_url"].to(str), placeholder=one["usual_url"].to(str))
    model = text_input("model", default_value=one["own_model"].to(str), placeholder=one["usual_model"].to(str))
    body = form(
        field(t("Key"), key, hint=kept, error=State.errors["key"]),
        field(
            t("Address"),
            url,
            hint=t("Only where it is not the usual one; a key goes with it."),
            error=State.errors["url"],
        ),
        field(t("Model"), model, hint=t("For tasks that name no model.")),
        checkbox(t("May be asked"), name="active", default_checked=one["active"].to(bool)),
        form_buttons(
            when(own, gone),
            button(t("Cancel"), on_click=State.close),
            button(t("Save"), kind="primary", type="submit"),
        ),
        on_submit=State.save,
    )
    return dialog(State.dialog == "provider", one["title"].to(str), body, on_close=State.close)


def _price(one: Row) -> rx.Component:
    mark = rx.cond(one["own"], badge(t("Your own price"), "blue"), rx.fragment())
    back = button(t("Take the shipped one"), kind="quiet", on_click=State.drop_price(one["model"].to(str)))
    told = t("{usd_in} $ in, {usd_out} $ out", usd_in=one["usd_in"], usd_out=one["usd_out"])
    name = rx.el.code(one["model"].to(str), "…")
    return line(name, told, right=row(mark, when(one["own"].to(bool) & State.may_spend, back)))


def _usd(name: str, label: Any) -> rx.Component:
    return field(label, money_input(name, "$", required=True), error=State.errors[name])


def prices_sheet() -> rx.Component:
    """What the models of a provider cost."""
    words = t(
        "US dollars for a million tokens. What is shipped was written from memory, and providers change their prices: "
        "put in your own prices, and costs and budgets go by them."
    )
    new = form(
        field(
            t("Models whose name begins with"),
            text_input("model", required=True, max_length=60),
            error=State.errors["model"],
        ),
        rx.el.div(_usd("usd_in", t("Tokens in")), _usd("usd_out", t("Tokens out")), class_name="two"),
        form_buttons(button(t("Keep price"), kind="primary", type="submit")),
        on_submit=State.save_price,
    )
    body = stack(rx.el.p(words, class_name="hint"), lines(rx.foreach(State.prices, _price)), when(State.may_spend, new))
    title = t("Prices of {name}", name=State.chosen["title"].to(str))
    return sheet(State.dialog == "prices", title, body, on_close=State.close)


def _services() -> list[tuple[str, Text]]:
    return [
        ("openai", "OpenAI"),
        ("anthropic", "Anthropic"),
        ("groq", "Groq"),
        ("perplexity", "Perplexity"),
        ("xai", "xAI"),
        ("gemini", "Gemini"),
        ("email", t("E-mail")),
        ("sms", t("SMS")),
        ("total", t("All services")),
    ]


def budget_dialog() -> rx.Component:
    """What a service may cost a month."""
    which = field(t("Service"), select("service", _services()), error=State.errors["service"])
    amount = money_input("usd_month", "$", required=True, auto_focus=True, default_value=State.limit)
    body = form(
        rx.cond(State.service == "", which, rx.fragment()),
        field(
            t("US dollars a month"),
            amount,
            hint=t("Beyond it nothing is asked, and whoever asks is told so."),
            error=State.errors["usd_month"],
        ),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Save"), kind="primary", type="submit")),
        on_submit=State.save_budget,
    )
    return dialog(State.dialog == "budget", t("Budget"), body, on_close=State.close)
