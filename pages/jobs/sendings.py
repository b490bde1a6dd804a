"""Jobs: the send ledger, and what a person has to decide in it."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.jobs.head import job_tabs
from components.layout.page import page
from components.layout.rights import when
from components.ui import (
    Tab,
    Text,
    Tone,
    ago,
    button,
    card,
    empty,
    field,
    form,
    form_buttons,
    line,
    lines,
    link,
    number,
    properties,
    row,
    select,
    sheet,
    skeleton_rows,
    t,
    tabs,
    text_area,
    toned,
)
from pages.framed import framed
from state.jobs.sendings import SendingsState as State

Row = rx.Var[dict[str, Any]]
TONES: Mapping[str, Tone] = {"sent": "green", "refused": "red", "failed": "red", "unknown": "amber", "sending": "blue"}


def _states() -> dict[str, Text]:
    return {
        "unknown": t("Nobody knows"),
        "intended": t("Waiting"),
        "sending": t("Being sent"),
        "sent": t("Sent"),
        "refused": t("Refused"),
        "failed": t("Failed"),
    }


def _state(one: Row) -> rx.Component:
    state = one["state"].to(str)
    return toned(state, TONES, rx.Var.create(rx.match(state, *_states().items(), state)).to(str))


def _kind(one: Row) -> rx.Var[str]:
    known: dict[str, Text] = {
        "mail": t("Mail"),
        "http": t("Web call"),
        "webhook": t("Webhook"),
        "social": t("Post"),
        "ai": t("Question to a model"),
    }
    return rx.Var.create(rx.match(one["kind"], *known.items(), one["kind"])).to(str)


def _ways(one: Row) -> rx.Component:
    run = rx.cond(one["run"], link(t("Run"), one["run"].to(str)), rx.fragment())
    return row(run, rx.cond(one["job"], link(t("Job"), one["job"].to(str)), rx.fragment()))


def _sending(one: Row) -> rx.Component:
    id_ = one["id"].to(str)
    title = rx.el.button(one["target"].to(str), type="button", class_name="link text-line", on_click=State.open(id_))
    said = rx.cond(one["note"], one["note"].to(str), one["error"].to(str))
    words = rx.el.div(
        _kind(one),
        " · ",
        ago(one["at"].to(str)),
        " · ",
        one["what"].to(str),
        rx.el.div(said),
        class_name="sending-words",
    )
    decide = button(t("Decide"), kind="primary", on_click=State.open(id_))
    asks = when(State.may_write & (one["state"] == "unknown"), decide)
    return line(title, words, icon="send", right=row(_ways(one), _state(one), asks))


def _decide() -> rx.Component:
    ways: list[tuple[str, Text]] = [
        ("happened", t("It happened")),
        ("again", t("It did not happen: send it again")),
        ("give_up", t("It did not happen: give it up")),
    ]
    note = text_area("note", required=True, rows="3", max_length=500)
    return form(
        rx.el.p(
            t("The work stopped between sending and the answer. Look at the receiver, and say what you found."),
            class_name="note-line",
        ),
        field(t("What became of it?"), select("decision", ways)),
        field(t("How do you know?"), note, hint=t("It is kept with the sending."), error=State.errors["note"]),
        form_buttons(button(t("Decide"), kind="primary", type="submit")),
        on_submit=State.decide,
    )


def _code(label: Text, text: rx.Var[str]) -> rx.Component:
    return rx.cond(
        text, rx.fragment(rx.el.h3(label, class_name="part"), rx.el.pre(text, class_name="mono")), rx.fragment()
    )


def _opened() -> rx.Component:
    one = State.sending
    facts: list[tuple[Any, Any]] = [
        (t("State"), _state(one)),
        (t("What"), _kind(one)),
        (t("To"), one["target"].to(str)),
        (t("When"), ago(one["at"].to(str))),
        (t("Tries"), number(one["tries"])),
        (t("Reason"), rx.cond(one["error"], one["error"].to(str), "–")),
        (t("Decision"), rx.cond(one["note"], one["note"].to(str), "–")),
        (t("Belongs to"), _ways(one)),
        (t("Key"), rx.el.code(one["key"].to(str), class_name="cut")),
    ]
    asks = when(State.may_write & (one["state"] == "unknown"), _decide())
    body = rx.el.div(
        asks,
        properties(facts),
        _code(t("What was sent"), one["request"].to(str)),
        _code(t("Answer"), one["answer"].to(str)),
        class_name="stack",
    )
    return sheet(one.length() > 0, t("Sending"), body, on_close=State.close)


@framed("/jobs/sendings", "Sendings", on_load=State.load)
def sendings() -> rx.Component:
    """What left the house, what was refused, and what a person has to decide."""
    views = tabs([Tab("", t("All")), *(Tab(key, word) for key, word in _states().items())], State.view, State.show)
    every = button(t("Show all"), on_click=State.show(""))
    first = button(t("Mail templates"), href="/settings/mail-templates")
    nothing = rx.match(
        State.view,
        ("", empty(t("Mails, web calls and posts are written down here before they leave."), first)),
        ("unknown", empty(t("Nothing has to be decided."), every)),
        empty(t("No sending stands like this."), every),
    )
    look = rx.cond(State.view == "unknown", rx.fragment(), button(t("Show them"), on_click=State.show("unknown")))
    asks = rx.el.div(
        rx.el.span(t("Of some sendings nobody knows whether they happened: you decide.")),
        look,
        class_name="note-line text-unset",
    )
    more = rx.cond(State.more, button(t("Show more"), on_click=State.show_more), rx.fragment())
    listed = rx.fragment(lines(rx.foreach(State.rows, _sending)), more)
    shown = rx.cond(State.loading, skeleton_rows(6), rx.cond(State.rows.length() > 0, listed, nothing))
    body = card(None, rx.el.div(views, class_name="job-tabs"), rx.cond(State.undecided, asks, rx.fragment()), shown)
    return page(t("Jobs"), body, _opened(), tabs=job_tabs("sendings"))
