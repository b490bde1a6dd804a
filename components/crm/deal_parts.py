"""What stands on the page of a deal: its acts, its way through the stages, its tasks, and the questions it asks."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.crm.deal_form import lost_form
from components.crm.record import asked, buttons, note_button, task_button
from components.crm.record_list import may, when
from components.ui import (
    Tone,
    ago,
    badge,
    button,
    field,
    form,
    icon,
    line,
    lines,
    menu,
    menu_item,
    menu_line,
    money,
    record_head,
    t,
    text_input,
    toned,
)
from state.crm.deal import DealState

KINDS: Mapping[str, Tone] = {"open": "blue", "won": "green", "lost": "red"}
Entry = rx.Var[dict[str, Any]]


def value(name: str) -> rx.Var[str]:
    """A value of the deal that is shown."""
    return DealState.record[name].to(str)


def _more() -> rx.Component:
    name = menu_item(t("Rename"), icon="pencil", on_click=DealState.open_dialog("rename"))
    lose = menu_item(t("Mark as lost"), icon="circle-x", on_click=DealState.open_dialog("lose"))
    delete = menu_item(t("Delete"), icon="trash-2", tone="danger", on_click=DealState.open_dialog("delete"))
    open_one = when(value("stage_kind") == "open", lose)
    face = icon("ellipsis")
    return menu(face, name, open_one, menu_line(), delete, class_name="btn btn-plain btn-icon", trigger_label=t("More"))


def head() -> rx.Component:
    """What this is about, and what can be done; the likeliest last."""
    writes = may("deals:write")
    win = button(t("Won"), icon="check", kind="primary", on_click=DealState.win)
    again = button(t("Open again"), icon="rotate-ccw", on_click=DealState.reopen)
    last = when(writes, rx.cond(value("stage_kind") == "open", win, again))
    return record_head(
        value("name"), value("subtitle"), task_button(DealState), note_button(DealState), when(writes, _more()), last
    )


def _stage(one: Entry) -> rx.Component:
    state = one["state"].to(str)
    class_name = rx.Var.create("path-step path-").to(str) + state + " path-" + one["kind"].to(str)
    press = rx.el.button(
        one["name"].to(str),
        type="button",
        disabled=(state == "here") | ~may("deals:write"),
        on_click=DealState.move(one["id"].to(str)),
    )
    return rx.el.li(press, class_name=class_name, aria_current=rx.cond(state == "here", "step", "false"))


def path() -> rx.Component:
    """The stages, those passed filled; a click moves the deal."""
    return rx.el.ol(rx.foreach(DealState.path, _stage), class_name="path", aria_label=t("Stages"))


def worth() -> rx.Component:
    """The amount, what of it is likely, and why the deal may be in danger."""
    amount = rx.cond(value("amount") != "", money(DealState.record["amount"], DealState.record["currency"]), "–")
    chance = t("{percent} % likely", percent=DealState.record["probability"])
    said = t("{amount} weighted", amount=money(DealState.likely, DealState.record["currency"]))
    state = rx.match(
        value("stage_kind"),
        ("open", rx.el.p(said, " · ", chance, class_name="hint")),
        ("lost", rx.el.p(t("Lost: {reason}", reason=value("lost_reason")), class_name="hint")),
        rx.fragment(),
    )
    cold = when(DealState.reason != "", badge(t(DealState.reason), "red"))
    title = rx.el.h3(amount, " ", toned(value("stage_kind"), KINDS, value("stage_name")))
    return rx.el.section(title, state, cold, class_name="properties worth")


def _task(one: Entry) -> rx.Component:
    due = rx.cond(one["due_at"], rx.fragment(ago(one["due_at"].to(str)), " · "), "")
    done = when(may("tasks:write"), button(t("Done"), on_click=DealState.complete(one["id"].to(str))))
    return line(one["title"].to(str), rx.fragment(due, one["owner_name"].to(str)), icon="list-checks", right=done)


def todo() -> rx.Component:
    """What is still to be done for the deal."""
    listed = rx.el.section(rx.el.h3(t("To do")), lines(rx.foreach(DealState.todo, _task)), class_name="card todo")
    return when(DealState.todo.length() > 0, listed)


def _rename() -> rx.Component:
    name = text_input("name", required=True, auto_focus=True, max_length=200, default_value=value("name"))
    body = form(
        field(t("Name"), name, error=DealState.errors["name"]),
        buttons(DealState, t("Rename")),
        on_submit=DealState.rename,
    )
    return asked(DealState, "rename", t("Rename deal"), body)


def _delete() -> rx.Component:
    cancel = button(t("Cancel"), on_click=DealState.close_dialog)
    sure = button(t("Delete"), kind="danger", on_click=DealState.delete)
    words = rx.el.p(t("It leaves the board and all lists at once. You can undo it."))
    body = rx.el.div(words, rx.el.div(cancel, sure, class_name="form-buttons"), class_name="form")
    return asked(DealState, "delete", t("Delete this deal?"), body)


def dialogs() -> list[rx.Component]:
    """The questions of this page alone."""
    lose = asked(DealState, "lose", t("Lost deal"), lost_form(DealState.lose, DealState.close_dialog))
    return [lose, _rename(), _delete()]
