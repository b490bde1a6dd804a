"""The deal board."""

import reflex as rx

from components.crm.deal_form import create_dialog, lose_dialog
from components.crm.record_list import may, when
from components.layout.page import page
from components.ui import button, empty, filter_select, icon_button, row, select, skeleton_board, t
from components.wrappers import board
from pages.framed import framed
from state.crm.board import BoardState
from state.session import SessionState


def _tab(pipeline: rx.Var[dict[str, str]]) -> rx.Component:
    here = BoardState.pipeline_id == pipeline["id"]
    show = BoardState.show_pipeline(pipeline["id"])
    return rx.el.button(pipeline["name"], type="button", class_name="tab", aria_pressed=here, on_click=show)


def _filters() -> rx.Component:
    anyone = t("Anyone")
    owner = select("owner", BoardState.people, blank=anyone, value=BoardState.owner, on_change=BoardState.filter_owner)
    times = [
        ("", t("Any time")),
        ("this_month", t("This month")),
        ("next_month", t("Next month")),
        ("this_quarter", t("This quarter")),
        ("this_year", t("This year")),
    ]
    close = select("close", times, value=BoardState.close, on_change=BoardState.filter_close)
    edit = icon_button("settings-2", t("Edit stages"), href="/deals/pipelines?pipeline=" + BoardState.pipeline_id)
    views = button(t("List"), icon="list", href=BoardState.list_href)
    return row(
        filter_select(t("Owner"), owner), filter_select(t("Close"), close), views, when(may("pipelines:write"), edit)
    )


def _board() -> rx.Component:
    shown = board(
        BoardState.columns,
        on_move=BoardState.move,
        on_more=BoardState.show_more,
        label=t("Deals by stage"),
        revision=BoardState.revision,
        faces=SessionState.faces,
    )
    start = when(may("deals:write"), button(t("Create the first deal"), kind="primary", on_click=BoardState.open_form))
    sample = when(may("settings:write"), button(t("Show me with sample data"), on_click=BoardState.load_sample))
    nothing = empty(t("Deals you work on stand here, stage by stage."), start, sample)
    bare = (BoardState.deal_count == 0) & (BoardState.owner == "") & (BoardState.close == "")
    return rx.cond(BoardState.loading, skeleton_board(), rx.cond(bare, nothing, shown))


@framed("/deals", "Deals", on_load=BoardState.load)
def deals() -> rx.Component:
    """Deals by stage, moved by hand."""
    add = when(may("deals:write"), button(t("Deal"), icon="plus", kind="primary", on_click=BoardState.open_form))
    tabs = rx.el.nav(rx.foreach(BoardState.pipeline_tabs, _tab), class_name="tabs")
    content = (_board(), create_dialog(BoardState), lose_dialog(BoardState))
    return page(t("Deals"), *content, primary=add, tabs=tabs, beside_tabs=_filters(), to_edge=True)
