"""One role: its rights by noun, and how far it sees."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.ui import button, confirm, dialog, field, form, row, select, t, text_input
from state.settings.roles import RolesState as State

Row = rx.Var[dict[str, Any]]


def _cell(noun: rx.Var[str], one: Row) -> rx.Component:
    box = rx.el.input(
        type="checkbox",
        class_name="check",
        checked=one["on"].to(bool),
        disabled=~one["may"].to(bool),
        on_change=lambda on: State.give(one["name"].to(str), on),
        aria_label=one["name"].to(str),
    )
    return rx.el.td(rx.cond(one["known"], rx.el.label(box, class_name="tick"), rx.fragment()))


def _line(one: Row) -> rx.Component:
    noun = one["noun"].to(str)
    cells = rx.foreach(one["cells"].to(list[dict[str, Any]]), lambda cell: _cell(noun, cell))
    return rx.el.tr(rx.el.th(t(noun), scope="row"), cells, key=noun)


def _matrix() -> rx.Component:
    heads = [t("Rights"), t("Read"), t("Write"), t("Undo for others")]
    head = rx.el.thead(rx.el.tr(*[rx.el.th(one, scope="col") for one in heads]))
    return rx.el.table(head, rx.el.tbody(rx.foreach(State.matrix, _line)), class_name="matrix")


def _foot() -> rx.Component:
    out = confirm(
        t("Delete"),
        title=t("Delete this role?"),
        text=t("Only a role that nobody holds can be deleted. You can undo it."),
        action=t("Delete"),
        on_confirm=State.delete,
    )
    own = rx.el.div(
        when(State.role["id"] != "", out),
        row(button(t("Cancel"), on_click=State.close), button(t("Save"), kind="primary", type="submit")),
        class_name="form-foot",
    )
    copy = button(t("Make a role like this"), icon="copy", on_click=State.copy)
    fixed = rx.el.div(
        rx.el.span(t("Built in, and stays as it is."), class_name="hint"),
        when(may("people:write"), copy),
        class_name="form-foot",
    )
    return rx.cond(State.role["builtin"], fixed, when(may("people:write"), own))


def role_dialog() -> rx.Component:
    """What a role allows; one's own can be changed."""
    fixed = State.role["builtin"].to(bool)
    name = text_input(
        "name", required=True, auto_focus=True, max_length=80, default_value=State.role["name"].to(str), disabled=fixed
    )
    reaches = [("all", t("All records")), ("own", t("Only records they own"))]
    reach = select("reach", reaches, default_value=State.role["reach"].to(str), disabled=fixed)
    body = form(
        rx.el.div(field(t("Name"), name, error=State.errors["name"]), field(t("Sees"), reach), class_name="two"),
        _matrix(),
        _foot(),
        on_submit=State.save,
        key=State.role["id"].to(str) + State.role["builtin"].to_string(),
    )
    title = rx.cond(State.role["id"] == "", t("New role"), State.role["name"].to(str))
    return dialog(State.opened, title, body, on_close=State.close)
