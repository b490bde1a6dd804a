"""The rules that score leads, by kind; and the form of one."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.settings.frame import section
from components.ui import (
    Text,
    button,
    confirm,
    dialog,
    field,
    form,
    icon_button,
    line,
    lines,
    row,
    select,
    t,
    text_input,
)
from state.settings.scoring import ScoringState as State

Row = rx.Var[dict[str, Any]]
WRITE = "settings:write"


def kinds() -> list[tuple[str, Text]]:
    """The kinds of score rules as people know them."""
    return [
        ("fit", t("Fit")),
        ("demographic", t("Who they are")),
        ("behavioural", t("What they do")),
        ("engagement", t("How they answer")),
    ]


def _part(one: Row) -> rx.Component:
    join = rx.match(one["join"], ("and", rx.fragment(t("and"), " ")), ("or", rx.fragment(t("or"), " ")), rx.fragment())
    value = rx.cond(one["value"], rx.fragment(" ", rx.el.b(one["value"].to(str))), "")
    told = rx.fragment(one["opens"].to(str), t(one["field"].to(str)), " ", t(one["operator"].to(str)), value)
    return rx.el.span(join, told, one["closes"].to(str), " ")


def _rule(one: Row) -> rx.Component:
    points = rx.el.span(one["gives"].to(str), class_name=rx.cond(one["minus"], "points minus", "points"))
    told = rx.el.span(rx.foreach(one["said"].to(list[dict[str, Any]]), _part))
    rule = one["id"].to(str)
    on = rx.el.input(
        type="checkbox",
        role="switch",
        class_name="switch",
        checked=one["active"].to(bool),
        on_change=lambda checked: State.switch(rule, checked),
        aria_label=t("{name} counts", name=one["name"]),
    )
    edit = icon_button("pencil", t("Change {name}", name=one["name"]), on_click=State.edit(rule))
    right = when(may(WRITE), row(on, edit))
    name = rx.el.span(one["name"].to(str), class_name=rx.cond(one["active"], "", "quiet"))
    return line(name, told, icon=points, right=right)


def _group(kind: str, title: Text) -> rx.Component:
    rules = State.groups[kind].to(list[dict[str, Any]])
    add = when(may(WRITE), button(t("Rule"), icon="plus", kind="quiet", on_click=State.add(kind)))
    none = rx.el.p(t("No rule of this kind yet."), class_name="hint")
    return rx.el.div(
        rx.el.header(rx.el.h3(title), add, class_name="kind-head"),
        rx.cond(rules.length() > 0, lines(rx.foreach(rules, _rule)), none),
        class_name="score-kind",
    )


def score_rules() -> rx.Component:
    """All rules by kind, and the button that applies them."""
    again = button(t("Score all leads again"), icon="refresh-cw", on_click=State.rescore, busy=State.busy)
    hint = t("A lead gets the points of every rule that it meets, from 0 to 100 in all. A is 75 and up, B 50, C 25.")
    groups = [_group(kind, title) for kind, title in kinds()]
    return section(t("How leads are scored"), *groups, hint=hint, action=when(may("leads:write"), again))


def _value(one: Row) -> rx.Component:
    number, now = one["n"].to(str), one["value"].to(str)
    offered = one["choices"].to(list[dict[str, str]])
    options = rx.foreach(offered, lambda each: rx.el.option(t(each["label"]), value=each["value"]))
    empty = rx.el.option(t("Choose"), value="")
    chosen = rx.el.select(
        empty,
        options,
        value=now,
        on_change=lambda value: State.set_value(number, value),
        class_name="input select",
        aria_label=t("Value"),
    )
    typed = rx.el.input(
        default_value=now,
        key=number + one["field"].to(str),
        on_change=lambda value: State.set_value(number, value),
        class_name="input",
        max_length=500,
        aria_label=t("Value"),
        placeholder=rx.match(one["operator"], ("between", "10, 49"), ("in", "a, b"), ("not_in", "a, b"), ""),
    )
    return rx.cond(one["bare"], rx.el.span(), rx.cond(offered.length() > 0, chosen, typed))


def _test(one: Row) -> rx.Component:
    number = one["n"].to(str)
    fields = rx.foreach(State.fields, lambda each: rx.el.option(t(each["label"].to(str)), value=each["value"].to(str)))
    operators = rx.foreach(
        one["operators"].to(list[dict[str, str]]), lambda each: rx.el.option(t(each["label"]), value=each["value"])
    )
    what = rx.el.select(
        fields,
        value=one["field"].to(str),
        on_change=lambda value: State.set_field(number, value),
        class_name="input select",
        aria_label=t("Field"),
    )
    how = rx.el.select(
        operators,
        value=one["operator"].to(str),
        on_change=lambda value: State.set_operator(number, value),
        class_name="input select",
        aria_label=t("Comparison"),
    )
    drop = icon_button("x", t("Remove this line"), on_click=State.drop_test(number))
    return rx.el.div(what, how, _value(one), drop, class_name="test", key=number)


def _condition() -> rx.Component:
    joined = select(
        "joined",
        [("and", t("All of these hold")), ("or", t("One of these holds"))],
        value=State.joined,
        on_change=State.join,
        aria_label=t("How the lines are joined"),
    )
    several = when(State.tests.length() > 1, joined)
    error = when(State.errors["condition"] != "", rx.el.span(State.errors["condition"], class_name="field-error"))
    more = button(t("Line"), icon="plus", kind="quiet", on_click=State.add_test)
    legend = rx.el.legend(t("Which leads"), class_name="field-label")
    tests = rx.foreach(State.tests, _test)
    return rx.el.fieldset(legend, several, tests, error, rx.el.div(more), class_name="tests")


def rule_dialog() -> rx.Component:
    """The form of a rule: its name, its points, and which leads get them."""
    errors = State.errors
    points = text_input(
        "points", type="number", min="-100", max="100", required=True, default_value=State.rule["points"].to(str)
    )
    name = text_input("name", required=True, auto_focus=True, max_length=200, default_value=State.rule["name"].to(str))
    out = confirm(
        t("Delete"),
        title=t("Delete this rule?"),
        text=t("Scores that it gave stay until the leads are scored again. You can undo it."),
        action=t("Delete"),
        on_confirm=State.delete,
    )
    buttons = row(button(t("Cancel"), on_click=State.close), button(t("Save"), kind="primary", type="submit"))
    body = form(
        field(t("Name"), name, error=errors["name"]),
        _condition(),
        rx.el.div(
            field(t("Points"), points, hint=t("From −100 to 100."), error=errors["points"]),
            field(t("Kind"), select("kind", kinds(), default_value=State.rule["kind"].to(str))),
            class_name="two",
        ),
        rx.el.div(when(State.rule["id"] != "", out), buttons, class_name="form-foot"),
        on_submit=State.save,
        key=State.rule["id"].to(str),
    )
    title = rx.cond(State.rule["id"] == "", t("New rule"), t("Change rule"))
    return dialog(State.editing, title, body, on_close=State.close)
