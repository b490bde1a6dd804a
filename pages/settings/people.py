"""Settings: people."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.settings.frame import section, settings_page
from components.settings.person import invite_dialog, person_dialog
from components.ui import (
    ago,
    avatar,
    badge,
    button,
    confirm,
    day,
    empty,
    filter_select,
    icon_button,
    line,
    lines,
    link,
    row,
    search_input,
    select,
    t,
)
from pages.framed import framed
from state.settings.invitations import InvitationsState
from state.settings.people import PeopleState as State

Person = rx.Var[dict[str, Any]]
WRITE = "people:write"


def _marks(one: Person) -> rx.Component:
    away = badge(t("Away until {day}", day=day(one["away_until"])), "amber")
    return rx.fragment(
        badge(one["role_name"].to(str), "grey"),
        rx.cond(one["away_until"], away, rx.fragment()),
        rx.cond(one["active"], rx.fragment(), badge(t("Inactive"), "red")),
        rx.cond(one["can_log_in"], rx.fragment(), badge(t("No log-in"), "grey")),
    )


def _load(one: Person) -> rx.Component:
    told = t("{leads} leads, {deals} deals, {tasks} tasks", leads=one["leads"], deals=one["deals"], tasks=one["tasks"])
    share = {"inline_size": one["percent"].to(str) + "%"}
    bar = rx.el.span(rx.el.span(style=share, class_name=rx.cond(one["full"], "tone-full", "")), class_name="bar")
    figure = rx.el.span(t("{count} of {most}", count=one["load"], most=one["capacity"]), class_name="figure")
    shown = rx.el.span(figure, bar, class_name="load", title=told)
    return rx.cond(one["href"], link(shown, one["href"].to(str), class_name="load-link"), shown)


def _person(one: Person) -> rx.Component:
    name = rx.el.span(one["name"].to(str), _marks(one), class_name="person-line")
    skills = rx.cond(one["skills"], rx.el.span(one["skills"].to(str)), rx.fragment())
    places = rx.cond(one["territories"], rx.el.span(one["territories"].to(str)), rx.fragment())
    email = rx.el.span(rx.cond(one["email"], one["email"].to(str), t("No e-mail")))
    facts = rx.el.span(email, skills, places, class_name="facts")
    edit = icon_button("pencil", t("Change {name}", name=one["name"]), on_click=State.edit(one["id"].to(str)))
    right = rx.el.div(_load(one), when(may(WRITE), edit), class_name="row")
    return line(name, facts, icon=avatar(one["initials"].to(str), picture=one["picture"].to(str)), right=right)


def _invitation(one: Person) -> rx.Component:
    back = confirm(
        t("Withdraw"),
        title=t("Withdraw this invitation?"),
        text=t("The link in the mail stops working."),
        action=t("Withdraw"),
        on_confirm=InvitationsState.revoke(one["id"].to(str)),
    )
    ends = rx.fragment(t("ends"), " ", ago(one["until"].to(str)))
    asked = rx.fragment(t("invited by {name}", name=one["by"]), " ", ago(one["at"].to(str)))
    said = rx.el.span(rx.el.span(one["role"].to(str)), rx.el.span(asked), rx.el.span(ends), class_name="facts")
    return line(one["email"].to(str), said, icon="mail", right=when(may(WRITE), back))


@framed("/settings/people", "People", on_load=[State.load, InvitationsState.load])
def people() -> rx.Component:
    """Who is here, what they can do and carry; who is invited."""
    invite = when(
        may(WRITE), button(t("Invite"), icon="mail-plus", kind="primary", on_click=InvitationsState.open_form)
    )
    add = when(may(WRITE), button(t("Add without log-in"), icon="plus", on_click=State.add))
    search = search_input(t("Search people"), State.search_for, default_value=State.search)
    role = select("role", State.roles, blank=t("All"), value=State.role, on_change=State.only)
    only = filter_select(t("Role"), role)
    none = empty(t("Nobody fits this search."))
    people_list = lines(rx.foreach(State.people, _person))
    listed = rx.cond(State.people.length() > 0, rx.el.div(people_list, class_name="people"), none)
    asked = lines(rx.foreach(InvitationsState.invited, _invitation))
    pending = rx.cond(InvitationsState.invited.length() > 0, section(t("Invited"), asked), rx.fragment())
    return settings_page(
        "people",
        section(t("People"), row(search, only), listed, action=add),
        pending,
        person_dialog(),
        invite_dialog(),
        loading=State.loading,
        primary=invite,
    )
