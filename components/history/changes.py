"""What one operation changed, and what an undo had to keep, in words."""

from typing import Any

import reflex as rx

from components.ui import button, icon_of, link, t, tn
from state.history.one import OperationState as State

Row = rx.Var[dict[str, Any]]


def _field(one: Row) -> rx.Component:
    before, after = one["before"].to(str), one["after"].to(str)
    nothing = rx.el.span(t("empty"), class_name="hint")
    values = rx.el.dd(
        rx.el.s(rx.cond(before, before, nothing)), rx.el.span("→", class_name="hint"), rx.cond(after, after, nothing)
    )
    return rx.el.div(rx.el.dt(t(one["title"].to(str))), values)


def _name(one: Row) -> rx.Component:
    name, href = one["name"].to(str), one["href"].to(str)
    said = rx.cond(href, link(name, href, class_name="link"), name)
    return rx.fragment(t(one["title"].to(str)), " ", rx.cond(name, said, rx.fragment()))


def _verb(kind: rx.Var[str]) -> rx.Component:
    return rx.match(
        kind,
        ("created", t("was created")),
        ("deleted", t("was deleted")),
        t("was changed"),
    )


def _change(one: Row) -> rx.Component:
    mark = rx.el.span(icon_of(one["icon"].to(str)), class_name="mark")
    fields = rx.el.dl(rx.foreach(one["fields"].to(list[dict[str, Any]]), _field), class_name="was-is")
    words = rx.el.div(rx.el.strong(_name(one)), " ", _verb(one["kind"].to(str)), fields)
    return rx.el.li(mark, words)


def change_list() -> rx.Component:
    """The changes in their order, a page at a time."""
    hidden = tn(
        "{count} change concerns a record that you may not see.",
        "{count} changes concern records that you may not see.",
        State.hidden,
    )
    none = rx.el.p(t("No record was changed."), class_name="hint")
    some = rx.el.ol(rx.foreach(State.changes, _change), class_name="timeline changes")
    return rx.fragment(
        rx.cond((State.changes.length() > 0) | (State.hidden > 0), some, none),
        rx.cond(State.hidden > 0, rx.el.p(hidden, class_name="hint"), rx.fragment()),
        rx.cond(State.more, rx.el.div(button(t("Show more"), on_click=State.show_more)), rx.fragment()),
    )


def _kept(one: Row) -> rx.Component:
    columns, later = one["columns"].to(str), one["later"].to(str)
    part = rx.cond(columns, rx.el.span(" · ", columns, class_name="hint"), rx.fragment())
    see = link(t("See what stands in the way"), rx.Var.create("/history/").to(str) + later)
    words = rx.el.div(rx.el.strong(_name(one)), part, rx.el.p(one["reason"].to(str), " ", rx.cond(later, see, "")))
    return rx.el.li(rx.el.span(icon_of(rx.Var.create("alert").to(str)), class_name="mark"), words)


def undo_report() -> rx.Component:
    """What an undo restored, and what stays with the reason; nothing for other operations."""
    restored = tn("{count} record restored.", "{count} records restored.", State.restored)
    stays = tn("{count} stays as it is:", "{count} stay as they are:", State.kept_total)
    some = rx.cond(State.kept_total > 0, rx.fragment(" ", stays), rx.fragment())
    more = t("The first {count} are listed.", count=State.kept.length())
    cut = rx.cond(State.kept.length() < State.kept_total, rx.el.p(more, class_name="hint"), rx.fragment())
    listed = rx.el.ol(rx.foreach(State.kept, _kept), class_name="timeline")
    report = rx.el.section(rx.el.p(rx.el.strong(restored), some), listed, cut, class_name="undo-report")
    return rx.cond(State.operation["undoes"], report, rx.fragment())
