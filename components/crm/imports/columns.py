"""Which column fills which field."""

import reflex as rx

from app.crm.imports.noun import Noun
from app.crm.imports.nouns import NOUNS
from app.crm.imports.process import EXTRA
from components.crm.imports.words import field_words, nouns
from components.ui import Text, checkbox, field, icon, row, select, stack, t
from state.crm.import_wizard import ImportState as State

Row = rx.Var[dict[str, str]]
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "MXN", "CAD", "AUD", "JPY", "INR")


def _options(noun: Noun) -> list[tuple[str, Text]]:
    titles = field_words()
    known: list[tuple[str, Text]] = [(one.name, titles[one.title]) for one in noun.fields]
    own: list[tuple[str, Text]] = (
        [(EXTRA, t("Keep as a field of its own"))] if "extra" in noun.model.model_fields else []
    )
    return [("", t("Leave out")), *known, *own]


def _field_select(column: Row, noun: Noun) -> rx.Component:
    return select(
        "field",
        _options(noun),
        value=column["field"],
        on_change=lambda value: State.choose_field(column["name"], value),
        aria_label=t("Field for column {name}", name=column["name"]),
    )


def _column(column: Row) -> rx.Component:
    cells = rx.el.div(
        rx.el.strong(column["name"]), rx.el.span(column["samples"], class_name="hint"), class_name="words"
    )
    control = rx.match(State.noun, *[(key, _field_select(column, noun)) for key, noun in NOUNS.items()], rx.fragment())
    left_out = rx.cond(column["field"] == "", " left-out", "")
    arrow = rx.el.span(icon("arrow-right"), class_name="arrow")
    class_name = rx.Var.create("mapped").to(str) + left_out
    return rx.el.li(cells, arrow, control, class_name=class_name, key=column["name"])


def _deal_options() -> rx.Component:
    pipeline = select("pipeline", State.pipeline_options, value=State.pipeline_id, on_change=State.choose_pipeline)
    return rx.cond(State.noun == "deal", field(t("Pipeline"), pipeline), rx.fragment())


def _currency() -> rx.Component:
    with_money = (State.noun == "deal") | (State.noun == "product") | (State.noun == "company")
    other = rx.cond(State.currency, rx.el.option(State.currency, value=State.currency), rx.fragment())
    known = [rx.el.option(code, value=code) for code in CURRENCIES]
    control = rx.el.select(
        other, *known, value=State.currency, on_change=State.choose_currency, class_name="input select"
    )
    return rx.cond(with_money, field(t("Currency of amounts that name none"), control), rx.fragment())


def columns_step() -> rx.Component:
    """What the file is, and its columns with samples, each with the field it fills."""
    kinds = [(key, word) for key, word in nouns().items()]
    holds = field(t("This file holds"), select("noun", kinds, value=State.noun, on_change=State.choose_noun))
    header = checkbox(
        t("The first row holds the names of the columns"), checked=State.header, on_change=State.choose_header
    )
    warned = rx.foreach(State.warnings, lambda one: rx.el.li(icon("triangle-alert", 14), rx.el.span(one)))
    warnings = rx.cond(State.warnings.length() > 0, rx.el.ul(warned, class_name="warned"), rx.fragment())
    listed = rx.el.ul(rx.foreach(State.columns, _column), class_name="mapping")
    return stack(
        rx.el.div(holds, _deal_options(), _currency(), class_name="choices-row"), row(header), warnings, listed
    )
