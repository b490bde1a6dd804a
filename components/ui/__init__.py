"""The design language: every visible part pages are made of. Nothing here knows state."""

from components.ui.badge import Tone, avatar, badge, over, progress, score_bar, toned
from components.ui.button import button, icon_button, link
from components.ui.card import card, grid, heading, kpi_row, row, stack, stat
from components.ui.columns import Column
from components.ui.dialog import confirm, dialog, dialog_button, sheet
from components.ui.drop_file import drop_file
from components.ui.field import field, form, form_buttons, form_error
from components.ui.filters import filter_bar, filter_chip, filter_select
from components.ui.format import ago, day, moment, money, number, percent
from components.ui.icon import icon, icon_of
from components.ui.inputs import (
    checkbox,
    date_input,
    money_input,
    search_input,
    select,
    switch,
    text_area,
    text_input,
)
from components.ui.lines import copy_button, line, lines, secret, step
from components.ui.menu import menu, menu_item, menu_line
from components.ui.record import properties, record_head, record_layout, timeline
from components.ui.sparkline import spark
from components.ui.states import empty, not_found, page_error, skeleton_board, skeleton_cards, skeleton_rows
from components.ui.table import Paging, Selection, Sorting, data_table
from components.ui.tabs import Tab, tabs
from components.ui.text import Text, t, tn
from components.ui.toast import toaster

__all__ = [
    "Column",
    "Paging",
    "Selection",
    "Sorting",
    "Tab",
    "Text",
    "Tone",
    "ago",
    "avatar",
    "badge",
    "button",
    "card",
    "checkbox",
    "confirm",
    "copy_button",
    "data_table",
    "date_input",
    "day",
    "dialog",
    "dialog_button",
    "drop_file",
    "empty",
    "field",
    "filter_bar",
    "filter_chip",
    "filter_select",
    "form",
    "form_buttons",
    "form_error",
    "grid",
    "heading",
    "icon",
    "icon_button",
    "icon_of",
    "kpi_row",
    "line",
    "lines",
    "link",
    "menu",
    "menu_item",
    "menu_line",
    "moment",
    "money",
    "money_input",
    "not_found",
    "number",
    "over",
    "page_error",
    "percent",
    "progress",
    "properties",
    "record_head",
    "record_layout",
    "row",
    "score_bar",
    "search_input",
    "secret",
    "select",
    "sheet",
    "skeleton_board",
    "skeleton_cards",
    "skeleton_rows",
    "spark",
    "stack",
    "stat",
    "step",
    "switch",
    "t",
    "tabs",
    "text_area",
    "text_input",
    "timeline",
    "tn",
    "toaster",
    "toned",
]
