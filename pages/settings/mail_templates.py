"""Settings: the list of mail templates."""

import reflex as rx

from components.layout.page import page
from components.layout.rights import may, when
from components.settings.frame import settings_tabs
from components.ui import (
    Column,
    button,
    data_table,
    dialog,
    empty,
    field,
    filter_bar,
    form,
    form_buttons,
    search_input,
    select,
    t,
    text_input,
)
from pages.framed import framed
from state.settings.mail_templates import MailTemplatesState as State


def _columns() -> list[Column]:
    return [
        Column("title", t("Name"), "strong"),
        Column("subject", t("Subject")),
        Column("description", t("What it is for"), quiet=True, small="hide"),
        Column("series", t("Series"), quiet=True, small="hide"),
        Column(
            "origin", t("Kind"), "badge", tones={"edited": "blue", "own": "green"}, text="origin_name", small="side"
        ),
        Column("updated_at", t("Changed"), "ago", quiet=True, small="hide"),
    ]


def _new() -> rx.Component:
    starts = [
        ("greeting", t("A greeting with a list")),
        ("code", t("A code in a box")),
        ("list", t("A table of items")),
        ("notice", t("A short notice with a button")),
    ]
    body = form(
        field(
            t("Name"), text_input("title", required=True, auto_focus=True, max_length=80), error=State.errors["title"]
        ),
        field(t("Starts as"), select("start", starts)),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Create"), kind="primary", type="submit")),
        on_submit=State.create,
    )
    return dialog(State.creating, t("New mail template"), body, on_close=State.close)


@framed("/settings/mail-templates", "Mail templates", on_load=State.load)
def mail_templates() -> rx.Component:
    """Every mail that the house and its workflows write."""
    add = when(may("templates:write"), button(t("Template"), icon="plus", kind="primary", on_click=State.open_form))
    listed = data_table(
        _columns(),
        State.rows,
        label=t("Mail templates"),
        href="/settings/mail-templates/",
        loading=State.loading,
        empty=empty(t("No template holds these words.")),
    )
    return page(
        t("Settings"),
        listed,
        _new(),
        tabs=settings_tabs("mail-templates"),
        filters=filter_bar(search_input(t("Search templates"), State.find)),
        primary=add,
        to_edge=True,
    )
