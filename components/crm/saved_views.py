"""The buttons and the question by which people keep a way to look at a list."""

from typing import Any

import reflex as rx

from components.layout.rights import when
from components.ui import button, dialog, field, form, form_buttons, icon_button, select, t, text_input


def view_buttons(state: Any) -> rx.Component:
    """Save what is filtered, or delete the person's own view that is shown."""
    filtered = (state.view == "") & ((state.chips.length() > 0) | (state.sort != "-created_at"))
    keep = button(t("Save view"), kind="quiet", icon="bookmark", on_click=state.name_view(True))
    drop = icon_button("bookmark-x", t("Delete this view"), on_click=state.delete_view)
    return rx.fragment(when(filtered, keep), when(state.mine != "", drop))


def view_dialog(state: Any, writes: rx.Var[bool]) -> rx.Component:
    """What the view is called, and who sees it; only those who may change the records may show it to all."""
    name = text_input("name", required=True, auto_focus=True, max_length=80, placeholder=t("Hot leads in Berlin"))
    who = field(t("Who sees it"), select("who", [("me", t("Only me")), ("all", t("Everybody"))]))
    body = form(
        field(t("Name"), name, hint=t("Filters and order are kept."), error=state.errors["name"]),
        when(writes, who),
        form_buttons(
            button(t("Cancel"), on_click=state.name_view(False)),
            button(t("Save view"), kind="primary", type="submit"),
        ),
        on_submit=state.save_view,
    )
    return dialog(state.naming, t("Save this view"), body, on_close=state.name_view(False))
