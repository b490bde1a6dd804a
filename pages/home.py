"""Home: how the business stands, and what to do next."""

import reflex as rx

from components.home.figures import period_menu, revenue, stats, under_way, wins
from components.home.waiting import checklist, greeting, needs, nothing_yet, running
from components.layout.page import page
from components.ui import grid, skeleton_cards, t
from pages.framed import framed
from state.home.page import HomeState


def _figures() -> rx.Component:
    return rx.el.div(
        stats(),
        checklist(),
        grid(revenue(), needs(), columns="minmax(0, 2fr) minmax(0, 1fr)"),
        under_way(),
        grid(wins(), running(), columns="minmax(0, 2fr) minmax(0, 1fr)"),
        class_name="stack home",
    )


def _bones() -> rx.Component:
    wide = grid(skeleton_cards(1), skeleton_cards(1), columns="minmax(0, 2fr) minmax(0, 1fr)")
    return rx.el.div(skeleton_cards(), wide, skeleton_cards(3), class_name="stack home-bones")


def _new() -> rx.Component:
    return rx.el.div(checklist(), nothing_yet(), class_name="stack home")


@framed("/", "Home", on_load=HomeState.load)
def home() -> rx.Component:
    """Figures, what needs the person, what runs, and the first steps."""
    shown = rx.fragment(greeting(), rx.cond(HomeState.bare, _new(), _figures()))
    return page(t("Home"), rx.cond(HomeState.loading, _bones(), shown), actions=[period_menu()])
