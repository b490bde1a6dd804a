"""How operations are told: which door they came through, how they stand."""

import reflex as rx

from components.ui import Text, badge, t, tn


def doors() -> list[tuple[str, Text]]:
    """The doors into the house, with what people call them."""
    return [
        ("ui", t("Pages")),
        ("api", t("API")),
        ("job", t("Jobs")),
        ("form", t("Forms")),
        ("cli", t("Command line")),
    ]


def records() -> list[tuple[str, Text]]:
    """The kinds of records that operations touch, by their table."""
    return [
        ("lead", t("Leads")),
        ("contact", t("Contacts")),
        ("company", t("Companies")),
        ("deal", t("Deals")),
        ("task", t("Tasks")),
        ("note", t("Notes")),
        ("product", t("Products")),
        ("pipeline", t("Pipelines")),
        ("member", t("People")),
        ("role", t("Roles")),
        ("score_rule", t("Lead rules")),
    ]


def door_word(door: rx.Var[str]) -> rx.Var[str]:
    """What people call the door an operation came through."""
    return rx.Var.create(rx.match(door, *doors(), door)).to(str)


def singly_badge(count: rx.Var[int]) -> rx.Component:
    """That an operation which stands is undone for some of its records."""
    return rx.cond(count > 0, badge(tn("undone for {count}", "undone for {count}", count), "amber"), rx.fragment())


def state_badge(state: rx.Var[str]) -> rx.Component:
    """Whether an operation was taken back, or takes another back."""
    return rx.match(state, ("undone", badge(t("Undone"), "amber")), ("undo", badge(t("Undo"), "blue")), rx.fragment())
