"""Parts that all record pages share: the timeline with its filter, the dialogs, what is there while loading."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from components.crm.record_list import may, when
from components.layout.face import picture_of
from components.layout.page import page
from components.ui import (
    Text,
    button,
    date_input,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    not_found,
    record_layout,
    select,
    skeleton_rows,
    t,
    text_area,
    text_input,
    timeline,
)
from state.session import SessionState


def opener(state: Any, label: Text, name: str, **props: Any) -> rx.Component:
    """A button that opens one of the page's dialogs."""
    return button(label, on_click=state.open_dialog(name), **props)


def asked(state: Any, name: str, title: Text, body: rx.Component) -> rx.Component:
    """A dialog of the page, by its name."""
    return dialog(state.dialog == name, title, body, on_close=state.close_dialog)


def buttons(state: Any, label: Text) -> rx.Component:
    """Cancel, and the one that does it."""
    cancel = button(t("Cancel"), on_click=state.close_dialog)
    return form_buttons(cancel, button(label, kind="primary", type="submit"))


def task_dialog(state: Any) -> rx.Component:
    """What to do, until when, and who does it."""
    title = text_input("title", required=True, auto_focus=True, max_length=200)
    body = form(
        field(t("What is to be done?"), title, error=state.errors["title"]),
        field(t("Due"), date_input("due_on"), error=state.errors["due_on"]),
        field(t("Time"), text_input("due_time", type="time"), hint=t("Nine in the morning where none is given.")),
        field(t("For"), select("owner_id", state.people, blank=t("Me"))),
        buttons(state, t("Set task")),
        on_submit=state.add_task,
    )
    return asked(state, "task", t("New task"), body)


def note_dialog(state: Any) -> rx.Component:
    """A few words to remember."""
    words = text_area("body", required=True, auto_focus=True, max_length=20_000, rows="6")
    body = form(
        field(t("Note"), words, hint=t("@name tells that colleague."), error=state.errors["body"]),
        buttons(state, t("Save note")),
        on_submit=state.write_note,
    )
    return asked(state, "note", t("New note"), body)


def clash_dialog(state: Any) -> rx.Component:
    """Somebody was faster: both values, and the choice between them."""
    clash = state.clash
    keep = button(t("Keep theirs"), on_click=state.close_dialog)
    mine = button(t("Use mine"), kind="primary", on_click=state.use_mine)
    values = rx.el.dl(
        rx.el.div(rx.el.dt(t("Now")), rx.el.dd(clash["theirs"])),
        rx.el.div(rx.el.dt(t("Yours")), rx.el.dd(clash["mine"])),
    )
    body = rx.fragment(
        rx.el.p(clash["message"]),
        rx.el.section(rx.el.h3(t(clash["label"])), values, class_name="properties"),
        form_buttons(keep, mine),
    )
    return asked(state, "clash", t("Somebody else changed this"), body)


def shared_dialogs(state: Any) -> list[rx.Component]:
    """The dialogs that every record page has."""
    return [task_dialog(state), note_dialog(state), clash_dialog(state)]


def kind_filter(state: Any) -> rx.Component:
    """Which moments are shown."""
    kinds = [
        ("", t("Everything")),
        ("change", t("Changes")),
        ("note", t("Notes")),
        ("task", t("Tasks")),
        ("event", t("Events")),
    ]
    shown = select("kind", kinds, value=state.kind, on_change=state.show_kind, aria_label=t("What to show"))
    return rx.el.span(shown, class_name="chip chip-select")


def happened(state: Any) -> rx.Component:
    """The timeline, and a way further back."""
    more = when(state.more, button(t("Show earlier"), kind="quiet", on_click=state.show_more))
    shown = rx.fragment(timeline(state.timeline, SessionState.undo, state.undo_here, picture_of), more)
    return rx.cond(state.timeline.length() > 0, shown, empty(t("Nothing of this kind has happened yet.")))


def task_button(state: Any) -> rx.Component:
    """Opens the form of a task."""
    return when(may("tasks:write"), opener(state, t("Task"), "task", icon="list-plus"))


def note_button(state: Any) -> rx.Component:
    """Opens the form of a note."""
    return when(may("notes:write"), opener(state, t("Note"), "note", icon="sticky-note"))


def record_page(
    state: Any,
    home: tuple[Text, str],
    left: Sequence[Any],
    right: Sequence[Any],
    *dialogs: rx.Component,
) -> rx.Component:
    """A record within the frame: its crumbs, both sides, its dialogs; bones while it comes, words where it is not."""
    name = state.record["name"].to(str)
    shown = rx.cond(state.loading, skeleton_rows(8), record_layout(left, right))
    gone = not_found(t("This record is not here (any more)."), home[1], t("Back to the list"))
    title = rx.cond(state.missing, t("Not found"), name)
    return page(title, rx.cond(state.missing, gone, shown), *dialogs, crumbs=[home], to_edge=True)
