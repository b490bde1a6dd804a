"""Settings: roles."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.settings.frame import section, settings_page
from components.settings.role import role_dialog
from components.ui import badge, button, line, lines, link, t, tn
from pages.framed import framed
from state.settings.roles import RolesState as State


def _role(one: rx.Var[dict[str, Any]]) -> rx.Component:
    count = tn("{count} person", "{count} people", one["members"])
    kind = rx.cond(one["builtin"], badge(t("Built in"), "grey"), badge(t("Own"), "blue"))
    name = rx.el.span(one["name"].to(str), kind, class_name="person-line")
    reads = rx.cond(
        one["writes"].to(int) > 0,
        tn("Changes {count} kind of records", "Changes {count} kinds of records", one["writes"]),
        t("Only reads"),
    )
    rights = rx.cond(one["every"], t("May do everything"), reads)
    own = rx.cond(one["reach"] == "own", rx.el.span(t("Sees only own records")), rx.fragment())
    people = link(count, rx.Var.create("/settings/people?role=").to(str) + one["key"].to(str))
    facts = rx.el.span(rx.el.span(people), rx.el.span(rights), own, class_name="facts")
    edit = button(rx.cond(one["builtin"], t("Look"), t("Change")), on_click=State.show(one["id"].to(str)))
    return line(name, facts, icon="shield", right=edit)


@framed("/settings/roles", "Roles", on_load=State.load)
def roles() -> rx.Component:
    """What people may do, by role."""
    add = when(may("people:write"), button(t("Role"), icon="plus", kind="primary", on_click=State.add))
    hint = t("Everybody has one role. It says what they may read and change.")
    return settings_page(
        "roles",
        section(t("Roles"), lines(rx.foreach(State.roles, _role)), hint=hint),
        role_dialog(),
        loading=State.loading,
        primary=add,
    )
