"""Who gets new leads, how they come in by form, and what would become of one."""

from typing import Any

import reflex as rx

from components.layout.rights import may, when
from components.settings.frame import section
from components.ui import (
    badge,
    button,
    checkbox,
    copy_button,
    field,
    form,
    form_buttons,
    icon_button,
    line,
    lines,
    link,
    row,
    switch,
    t,
    text_area,
    text_input,
)
from state.settings.preview import PreviewState
from state.settings.scoring import ScoringState as State

Row = rx.Var[dict[str, Any]]
WRITE = "settings:write"


def _strategies() -> list[tuple[str, Any, Any]]:
    return [
        ("territory", t("Territory"), t("Those who cover the lead's territory or country.")),
        ("skill", t("Skill"), t("Those who have the skill that the lead's interest asks for.")),
        ("capacity", t("Capacity"), t("Nobody who is full.")),
        ("round_robin", t("In turn"), t("Whoever waits longest; without it, whoever carries least.")),
    ]


def _strategy(one: Row) -> rx.Component:
    key = one["key"].to(str)
    title = rx.match(key, *[(name, title) for name, title, _ in _strategies()], key)
    told = rx.match(key, *[(name, told) for name, _, told in _strategies()], "")
    on = rx.el.input(
        type="checkbox",
        role="switch",
        class_name="switch",
        checked=one["on"].to(bool),
        on_change=lambda checked: State.use(key, checked),
        aria_label=title,
    )
    up = icon_button("arrow-up", t("Ask earlier"), on_click=State.move(key), disabled=one["first"].to(bool))
    right = when(may(WRITE), row(rx.cond(one["on"], up, rx.fragment()), on))
    return line(title, told, right=right)


def assignment() -> rx.Component:
    """The strategies in their order, and the switch of them all."""
    automatic = switch(t("Give new leads an owner at once"), checked=State.automatic, on_change=State.set_automatic)
    away = t("People who are away get none. Where nobody can take a lead, it waits in the queue with the reason.")
    people = link(t("Skills, territories and capacity of people"), "/settings/people")
    return section(
        t("Who gets new leads"),
        automatic,
        lines(rx.foreach(State.strategies, _strategy)),
        rx.el.p(away, " ", people, class_name="hint"),
    )


def lead_form() -> rx.Component:
    """The public form, and how to put it into one's own page."""
    embed = rx.Var.create('<iframe src="').to(str) + State.form_link
    embed = embed + '" style="border:0;width:100%;height:640px" title="Contact"></iframe>'
    address = rx.el.div(
        rx.el.a(State.form_link, href=State.form_link, target="_blank", class_name="link"),
        copy_button(State.form_link),
        class_name="row",
    )
    snippet = rx.el.div(rx.el.pre(rx.el.code(embed), class_name="mono"), copy_button(embed), class_name="stack-small")
    return section(
        t("Public form"),
        address,
        rx.el.p(t("To show it in your own website, put this where it shall stand:"), class_name="hint"),
        snippet,
        hint=t("Whoever fills it in becomes a lead, scored and given to somebody."),
    )


def mail_state() -> rx.Component:
    """Whether mails leave the house."""
    yes = row(badge(t("Set up"), "green"), t("Mails are sent by your mail server."))
    no = row(
        badge(t("Not set up"), "amber"), t("Mails wait in the outbox of this machine."), link(t("Outbox"), "/outbox")
    )
    how = rx.el.p(t("Set SMTP_HOST and its kin in .env, then start Steward again."), class_name="hint")
    return section(t("Mail"), rx.cond(State.mails, yes, rx.fragment(no, how)))


def _answer() -> rx.Component:
    state = PreviewState
    points = rx.foreach(
        state.given, lambda one: rx.el.li(rx.el.span(one["rule"]), rx.el.span(one["points"], class_name="figure"))
    )
    total = rx.el.p(rx.el.strong(state.score), badge(state.grade, "green"), class_name="preview-score")
    owner = rx.cond(state.owner != "", t("It would go to {name}.", name=state.owner), t("It would wait in the queue."))
    none = rx.el.p(t("No rule gives it points."), class_name="hint")
    why = rx.el.p(rx.el.strong(owner), " ", rx.el.span(state.reason, class_name="hint"))
    return rx.el.div(total, rx.cond(state.given.length() > 0, rx.el.ul(points, class_name="ledger"), none), why)


def _typed() -> rx.Component:
    errors = PreviewState.errors
    asked: list[tuple[str, Any, dict[str, Any]]] = [
        ("email", t("E-mail"), {"placeholder": "marta@helio.example"}),
        ("company_name", t("Company"), {}),
        ("role", t("Role"), {"placeholder": "Head of operations"}),
        ("employees", t("Employees"), {"type": "number", "min": "0"}),
        ("budget", t("Budget"), {"input_mode": "decimal"}),
        ("source", t("Source"), {"placeholder": "website"}),
        ("interest", t("Interest"), {}),
        ("territory", t("Territory"), {}),
    ]
    fields = [field(label, text_input(name, **more), error=errors[name]) for name, label, more in asked]
    return form(
        rx.el.div(*fields, class_name="two"),
        field(t("Message"), text_area("message", rows="2")),
        checkbox(t("Agrees to be written to"), name="consent"),
        form_buttons(button(t("Try"), type="submit")),
        on_submit=PreviewState.try_lead,
    )


def preview() -> rx.Component:
    """Type a lead, and see its score and who would get it; nothing is kept."""
    answer = rx.cond(PreviewState.tried, _answer(), rx.fragment())
    return section(t("Try a lead"), _typed(), answer, hint=t("Nothing is kept, and nobody's turn is used up."))
