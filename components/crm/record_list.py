"""The page of a list: views, filters, the table, acts on many, and what stands there when it is empty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from components.crm.column_picker import column_picker
from components.crm.filter_picker import filter_picker
from components.crm.saved_views import view_buttons, view_dialog
from components.layout.page import page
from components.layout.rights import may, when
from components.ui import (
    Column,
    Paging,
    Selection,
    Sorting,
    Tab,
    Text,
    button,
    confirm,
    data_table,
    dialog,
    empty,
    field,
    filter_bar,
    form,
    form_buttons,
    icon,
    menu,
    menu_item,
    search_input,
    select,
    t,
    tabs,
    text_input,
)


@dataclass(frozen=True)
class ListParts:
    """What a list page says and shows; `name` is that of its address, `write` the right to change its records."""

    name: str
    title: Text
    add: Text
    create: Text
    nothing: Text
    count: Text
    write: str
    views: Sequence[tuple[str, Text]]
    columns: Sequence[Column]
    off: Collection[str] = ()
    bulk: Sequence[str] = ("assign", "tag", "export", "delete")


def chip(state: Any, one: rx.Var[dict[str, str]]) -> rx.Component:
    """A filter at work, with the cross that takes it away."""
    said = rx.fragment(t(one["operator"]), " ", one["value"])
    cross = rx.el.button(
        icon("x", size=12),
        type="button",
        on_click=state.remove_rule(one["field"]),
        aria_label=t("Remove filter {name}", name=one["title"]),
    )
    return rx.el.span(rx.el.span(t(one["title"])), rx.el.strong(said), cross, class_name="chip", key=one["field"])


def _sort_menu(state: Any, columns: Sequence[Column]) -> rx.Component:
    sortable = [column for column in columns if column.sort]
    by = rx.match(
        state.sort.replace("-", ""),
        *[(column.key, column.label) for column in sortable],
        t("Newest"),
    )
    face = rx.fragment(icon("arrow-down-up"), rx.el.span(by))
    items = [menu_item(column.label, on_click=state.sort_by(column.key)) for column in sortable]
    newest = menu_item(t("Newest"), on_click=state.sort_by("created_at"))
    keyed = {column.key for column in sortable}
    return menu(face, *items, *([] if "created_at" in keyed else [newest]), align="start", trigger_label=t("Sort by"))


def _filters(state: Any, parts: ListParts) -> rx.Component:
    search = search_input(t("Search this list"), state.search_for, default_value=state.search, key=state.view)
    return filter_bar(
        search,
        rx.foreach(state.chips, lambda one: chip(state, one)),
        filter_picker(state.filter_fields, state.people, state.add_rule),
        _sort_menu(state, parts.columns),
        column_picker(parts.name, parts.columns, parts.off),
        right=rx.fragment(
            view_buttons(state),
            when(state.chips.length() > 0, button(t("Clear"), kind="quiet", on_click=state.clear_rules)),
        ),
    )


def assign_menu(state: Any, face: rx.Component | Text, nobody: Text, class_name: str = "btn") -> rx.Component:
    """A menu of people that calls `assign(id)`, or with "" for nobody."""
    people = rx.foreach(state.people, lambda one: menu_item(one["label"], on_click=state.assign(one["value"])))
    return menu(face, people, menu_item(nobody, on_click=state.assign("")), class_name=class_name, align="start")


def _delete(state: Any) -> rx.Component:
    return confirm(
        t("Delete"),
        title=t("Delete these records?"),
        text=t("They leave all lists at once. You can undo it."),
        action=t("Delete"),
        on_confirm=state.delete,
        icon="trash-2",
    )


def _export(state: Any) -> rx.Component:
    face = rx.fragment(icon("download"), rx.el.span(t("Export")))
    csv = menu_item("CSV", on_click=state.export("csv"))
    return menu(face, csv, menu_item("Excel", on_click=state.export("xlsx")), class_name="btn", align="start")


def _bulk(state: Any, parts: ListParts) -> list[rx.Component]:
    writes, wanted = may(parts.write), parts.bulk
    acts: list[rx.Component] = []
    if "assign" in wanted:
        face = rx.fragment(icon("user-check"), rx.el.span(t("Assign")))
        acts.append(when(writes, assign_menu(state, face, t("Nobody"))))
    if "tag" in wanted:
        acts.append(when(writes, button(t("Tag"), icon="tag", on_click=state.open_tags)))
    acts.append(when(may("exports:read"), _export(state)))
    return [*acts, when(writes, _delete(state))]


def _tags_dialog(state: Any) -> rx.Component:
    tags = text_input("tags", required=True, auto_focus=True, max_length=300, placeholder=t("fair, newsletter"))
    how = select("how", [("add", t("Add")), ("remove", t("Take off"))])
    cancel = button(t("Cancel"), on_click=state.close_tags)
    body = form(
        field(t("Tags"), tags, hint=t("Several are separated by commas.")),
        field(t("What to do"), how),
        form_buttons(cancel, button(t("Save"), kind="primary", type="submit")),
        on_submit=state.tag,
    )
    return dialog(state.tagging, t("Tag records"), body, on_close=state.close_tags)


def _empty(state: Any, parts: ListParts) -> rx.Component:
    add = when(may(parts.write), button(parts.create, kind="primary", on_click=state.open_form))
    sample = when(may("settings:write"), button(t("Show me with sample data"), on_click=state.load_sample))
    none = empty(t("Nothing fits these filters."), button(t("Show all"), kind="primary", on_click=state.clear_rules))
    return rx.cond((state.chips.length() > 0) | (state.search != ""), none, empty(parts.nothing, add, sample))


def _table(state: Any, parts: ListParts) -> rx.Component:
    selection = Selection(
        ids=state.selected,
        on_toggle=state.toggle,
        on_page=state.toggle_page,
        on_clear=state.clear_selection,
        actions=_bulk(state, parts),
        matching=state.total,
        everything=state.everything,
        on_everything=state.select_everything,
    )
    table = data_table(
        parts.columns,
        state.rows,
        label=parts.title,
        href=f"/{parts.name}/",
        loading=state.loading,
        empty=_empty(state, parts),
        sorting=Sorting(state.sort, state.sort_by),
        selection=selection,
        paging=Paging(state.has_next, state.has_previous, state.next_page, state.previous_page),
    )
    return rx.el.div(table, class_name=f"list-{parts.name}")


def record_list(
    state: Any, parts: ListParts, *dialogs: rx.Component, beside: rx.Component | None = None
) -> rx.Component:
    """The page of the list that `state` (a RecordList) holds; `dialogs` are its own, `beside` stands by the count."""
    add = when(may(parts.write), button(parts.add, icon="plus", kind="primary", on_click=state.open_form))
    imports = when(may("imports:write"), button(t("Import"), icon="upload", href="/imports"))
    count = rx.cond(state.capped, t("{count}+ in all", count=state.total), parts.count)
    views = tabs([Tab(key, label) for key, label in parts.views], state.view, state.show_view, more=state.saved)
    tagging = [_tags_dialog(state)] if "tag" in parts.bulk else []
    return page(
        parts.title,
        _table(state, parts),
        *dialogs,
        *tagging,
        view_dialog(state, may(parts.write)),
        primary=add,
        actions=[imports],
        tabs=views,
        beside_tabs=rx.fragment(rx.cond(state.loading, "", count), *([beside] if beside is not None else [])),
        filters=_filters(state, parts),
        to_edge=True,
    )
