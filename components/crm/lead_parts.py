"""What stands on the page of a lead: its acts, its score with every reason, and the questions it asks."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.crm.person_export import export_item
from components.crm.record import asked, buttons, note_button, opener, task_button
from components.crm.record_list import may, when
from components.ui import (
    Tone,
    button,
    field,
    form,
    icon,
    link,
    menu,
    menu_item,
    menu_line,
    money_input,
    record_head,
    t,
    text_input,
    tn,
    toned,
)
from state.crm.lead import LeadState
from state.session import SessionState

GRADES: Mapping[str, Tone] = {"A": "green", "B": "green", "C": "amber", "D": "grey"}
Entry = rx.Var[dict[str, Any]]


def _value(name: str) -> rx.Var[str]:
    return LeadState.record[name].to(str)


def _assign() -> rx.Component:
    face = rx.fragment(icon("user-check"), rx.el.span(t("Assign")))
    people = rx.foreach(LeadState.people, lambda one: menu_item(one["label"], on_click=LeadState.assign(one["value"])))
    rules = menu_item(t("Let the rules choose"), icon="sparkles", on_click=LeadState.allot)
    return menu(face, people, menu_line(), rules, menu_item(t("Back to the queue"), on_click=LeadState.assign("")))


def _more() -> rx.Component:
    lose = menu_item(t("Mark as lost"), icon="circle-x", on_click=LeadState.open_dialog("lose"))
    delete = menu_item(t("Delete"), icon="trash-2", tone="danger", on_click=LeadState.delete)
    open_one = when((_value("state") != "lost") & (_value("state") != "converted"), lose)
    export = export_item("lead", LeadState.record)
    items = (open_one, export, delete)
    return menu(icon("ellipsis"), *items, class_name="btn btn-plain btn-icon", trigger_label=t("More"))


def head() -> rx.Component:
    """Who this is and what can be done; the likeliest last."""
    writes = may("leads:write")
    convert = opener(LeadState, t("Convert"), "convert", icon="arrow-right", kind="primary")
    deal = button(t("Open deal"), icon="handshake", kind="primary", href="/deals/" + _value("deal_id"))
    last = rx.cond(_value("deal_id") != "", deal, when(writes, convert))
    acts = (task_button(LeadState), note_button(LeadState), when(writes, _assign()), when(writes, _more()), last)
    return record_head(_value("name"), _value("subtitle"), *acts, initials=_value("initials"))


def _line(label: Any, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value))


def score() -> rx.Component:
    """The score, what it is made of, and the way to every line; before there is one, why not."""
    return rx.cond(_value("grade") != "", _scored(), unscored())


def _scored() -> rx.Component:
    title = rx.el.h3(t("Score {score}", score=LeadState.record["score"]), " ", toned(_value("grade"), GRADES))
    count = LeadState.points.length()
    every = rx.el.button(
        tn("The one line", "All {count} lines", count),
        type="button",
        class_name="link",
        on_click=LeadState.open_dialog("points"),
    )
    lines = rx.el.dl(
        _line(t("Fit"), tn("{count} point", "{count} points", LeadState.fit)),
        _line(t("Engagement"), tn("{count} point", "{count} points", LeadState.engagement)),
        _line(t("Why"), rx.cond(count > 0, every, t("No rule applies yet"))),
        when(LeadState.run_id != "", _line(t("Done by"), link(LeadState.workflow, "/runs/" + LeadState.run_id))),
    )
    return rx.el.section(title, lines, class_name="properties")


def unscored() -> rx.Component:
    """Whether a score is about to come, and what is to be done where it is not."""
    name, at = LeadState.workflow, "/workflows/" + LeadState.workflow_id
    see = link(t("Open the workflow"), at)
    why = rx.match(
        LeadState.scoring,
        ("running", rx.el.p(t("Not scored: “{name}” has not done it.", name=name), " ", see)),
        ("paused", rx.el.p(t("Not scored: the workflow “{name}” is paused.", name=name), " ", see)),
        ("idle", rx.el.p(t("Not scored: the workflow “{name}” does not score.", name=name), " ", see)),
        rx.el.p(t("Not scored: no workflow scores new leads."), " ", link(t("Ready workflows"), "/workflows/gallery")),
    )
    now = when(may("leads:write"), button(t("Score now"), icon="sparkles", on_click=LeadState.score))
    soon = rx.el.p(t("Being scored…"), class_name="hint", role="status")
    body = rx.cond(LeadState.scoring == "soon", soon, rx.fragment(why, now))
    return rx.el.section(rx.el.h3(t("Score")), body, class_name="properties")


def became() -> rx.Component:
    """Where a converted lead went."""
    contact = _line(t("Contact"), link(_value("name"), "/contacts/" + _value("contact_id")))
    company = _line(t("Company"), link(_value("company_name"), "/companies/" + _value("company_id")))
    deal = _line(t("Deal"), link(t("Open deal"), "/deals/" + _value("deal_id")))
    lines = rx.el.dl(contact, when(_value("company_id") != "", company), deal)
    return when(_value("contact_id") != "", rx.el.section(rx.el.h3(t("Converted to")), lines, class_name="properties"))


def _point(line: Entry) -> rx.Component:
    points, reason = line["points"].to(int), line["reason"].to(str)
    figure = rx.el.strong(rx.cond(points > 0, "+", ""), points, class_name="figure")
    words = rx.el.div(rx.el.strong(line["rule"].to(str)), when(reason != "", rx.el.p(reason, class_name="hint")))
    return rx.el.li(words, figure, key=line["id"].to(str))


def points_dialog() -> rx.Component:
    """The ledger of the score."""
    listed = rx.el.ul(rx.foreach(LeadState.points, _point), class_name="list-lines ledger")
    total = rx.el.p(t("Together {score}, between 0 and 100.", score=LeadState.record["score"]), class_name="hint")
    return asked(LeadState, "points", t("Why this score"), rx.fragment(listed, total))


def convert_dialog() -> rx.Component:
    """What the lead becomes; all of it is filled in already."""
    company = text_input("company_name", default_value=_value("company_name"), max_length=200)
    named = rx.cond(_value("interest") != "", _value("interest"), _value("company_name"))
    deal = text_input("deal_name", default_value=named, auto_focus=True, max_length=200)
    amount = money_input("amount", SessionState.currency, default_value=_value("budget"))
    body = form(
        rx.el.p(t("Makes a contact, a company and a deal; those known already are used again."), class_name="hint"),
        field(t("Deal"), deal, error=LeadState.errors["deal_name"]),
        field(t("Company"), company, error=LeadState.errors["company_name"]),
        field(t("Amount"), amount, error=LeadState.errors["amount"]),
        buttons(LeadState, t("Convert")),
        on_submit=LeadState.convert,
    )
    return asked(LeadState, "convert", t("Convert lead"), body)


def lose_dialog() -> rx.Component:
    """Asks why the lead is given up."""
    reason = text_input("reason", auto_focus=True, max_length=200, list="lead-lost-reasons")
    known = [t("No answer"), t("No budget"), t("Chose a competitor"), t("Not a fit")]
    options = rx.el.datalist(*[rx.el.option(value=text) for text in known], id="lead-lost-reasons")
    hint = t("It helps you see later what costs you leads.")
    body = form(
        field(t("Why was it lost?"), reason, hint=hint),
        options,
        buttons(LeadState, t("Mark as lost")),
        on_submit=LeadState.lose,
    )
    return asked(LeadState, "lose", t("Lost lead"), body)
