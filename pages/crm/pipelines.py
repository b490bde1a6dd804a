"""The pipelines and their stages, to be changed."""

from typing import Any

import reflex as rx

from components.layout.page import page
from components.ui import (
    Text,
    button,
    card,
    dialog,
    field,
    form,
    form_buttons,
    icon,
    icon_button,
    menu,
    menu_item,
    select,
    skeleton_rows,
    t,
    tabs,
    text_input,
)
from pages.framed import framed
from state.crm.pipelines import PipelinesState as State

Stage = rx.Var[dict[str, Any]]


def _kinds() -> list[tuple[str, Text]]:
    return [("open", t("Open")), ("won", t("Won")), ("lost", t("Lost"))]


def _control(stage: Stage, name: str, **props: Any) -> rx.Component:
    key = stage["id"].to(str) + stage["version"].to(str)
    save = State.save(stage["id"].to(str), name)
    return text_input(name, default_value=stage[name].to(str), on_blur=save, key=key, **props)


def _acts(stage: Stage) -> rx.Component:
    key = stage["id"].to(str)
    up = icon_button("arrow-up", t("Move up"), disabled=stage["first"].to(bool), on_click=State.shift(key, -1))
    down = icon_button("arrow-down", t("Move down"), disabled=stage["last"].to(bool), on_click=State.shift(key, 1))
    gone = icon_button("trash-2", t("Delete stage"), on_click=State.delete_stage(key))
    return rx.el.div(up, down, gone, class_name="acts")


def _stage(stage: Stage) -> rx.Component:
    key = stage["id"].to(str)
    kind = select(
        "kind", _kinds(), value=stage["kind"].to(str), on_change=lambda chosen: State.save(key, "kind", chosen)
    )
    chance = _control(stage, "probability", type="number", min=0, max=100)
    rots = _control(stage, "rots_after_days", type="number", min=1, max=3650, placeholder="14")
    return rx.el.li(
        field(t("Stage"), _control(stage, "name", max_length=200)),
        field(t("Chance in %"), chance),
        field(t("Counts as"), kind),
        field(t("Cold after days"), rots),
        _acts(stage),
        class_name="stage-line",
        key=key,
    )


def _asked(name: str, title: Text, label: Text, on_submit: Any, value: Any = "") -> rx.Component:
    control = text_input("name", required=True, auto_focus=True, max_length=200, default_value=value)
    cancel = button(t("Cancel"), on_click=State.close_dialog)
    body = form(
        field(t("Name"), control, error=State.errors["name"]),
        form_buttons(cancel, button(label, kind="primary", type="submit")),
        on_submit=on_submit,
    )
    return dialog(State.dialog == name, title, body, on_close=State.close_dialog)


def _more() -> rx.Component:
    rename = menu_item(t("Rename"), icon="pencil", on_click=State.open_dialog("rename"))
    delete = menu_item(t("Delete pipeline"), icon="trash-2", tone="danger", on_click=State.delete)
    face = icon("ellipsis")
    return menu(face, rename, delete, class_name="btn btn-plain btn-icon", trigger_label=t("More"))


@framed("/deals/pipelines", "Pipelines", on_load=State.load)
def pipelines() -> rx.Component:
    """Stages: their names, chances and order."""
    add = button(t("Pipeline"), icon="plus", kind="primary", on_click=State.open_dialog("new"))
    stage = button(t("Add stage"), icon="plus", on_click=State.open_dialog("stage"))
    hint = t("Changes are saved as you make them, and can be undone.")
    listed = rx.el.ol(rx.foreach(State.stages, _stage), class_name="stages", aria_label=t("Stages"))
    lines = rx.cond(State.loading, skeleton_rows(5), listed)
    return page(
        t("Pipelines"),
        card(State.name, lines, stage, hint=hint),
        _asked("new", t("New pipeline"), t("Create pipeline"), State.create),
        _asked("rename", t("Rename pipeline"), t("Rename"), State.rename, State.name),
        _asked("stage", t("New stage"), t("Add stage"), State.add_stage),
        primary=add,
        tabs=tabs(State.pipeline_tabs, State.pipeline_id, State.show),
        beside_tabs=_more(),
        crumbs=[(t("Deals"), "/deals")],
    )
