"""The deal board."""

import reflex as rx

from components.crm.deal_form import create_dialog, lose_dialog
from components.layout.page import page
from components.ui import button, empty, filter_select, row, select, skeleton_cards, t
from components.wrappers import board
from pages.framed import framed
from state.crm.board import BoardState


def _tab(pipeline: rx.Var[dict[str, str]]) -> rx.Component:
    here = BoardState.pipeline_id == pipeline["id"]
    show = BoardState.show_pipeline(pipeline["id"])
    return rx.el.button(pipeline["name"], type="button", class_name="tab", aria_pressed=here, on_click=show)


def _filters() -> rx.Component:
    people = rx.foreach(BoardState.people, lambda one: rx.el.option(one["label"], value=one["value"]))
    owner = rx.el.select(
        rx.el.option(t("Anyone"), value=""),
        people,
        value=BoardState.owner,
        on_change=BoardState.filter_owner,
        class_name="input select",
    )
    times = [("", t("Any time")), ("this_month", t("This month")), ("this_quarter", t("This quarter"))]
    close = select("close", times, value=BoardState.close, on_change=BoardState.filter_close)
    views = button(t("List"), icon="list", href="/deals/list")
    return row(filter_select(t("Owner"), owner), filter_select(t("Close"), close), views)


def _board() -> rx.Component:
    shown = board(BoardState.columns, on_move=BoardState.move, label=t("Deals by stage"), revision=BoardState.revision)
    start = button(t("Create the first deal"), kind="primary", on_click=BoardState.open_form)
    nothing = empty(t("Deals you work on stand here, stage by stage."), start)
    bare = (BoardState.deal_count == 0) & (BoardState.owner == "") & (BoardState.close == "")
    return rx.cond(BoardState.loading, skeleton_cards(), rx.cond(bare, nothing, shown))


@framed("/deals", "Deals", on_load=BoardState.load)
def deals() -> rx.Component:
    """Deals by stage, moved by hand."""
    add = button(t("Deal"), icon="plus", kind="primary", on_click=BoardState.open_form)
    tabs = rx.el.nav(rx.foreach(BoardState.pipeline_tabs, _tab), class_name="tabs")
    content = (_board(), create_dialog(), lose_dialog())
    return page(t("Deals"), *content, primary=add, tabs=tabs, beside_tabs=_filters(), to_edge=True)
