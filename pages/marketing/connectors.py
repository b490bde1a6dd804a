"""Settings: connectors to social media, and the log of posts."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.layout.rights import when
from components.settings.frame import section, settings_page
from components.ui import (
    Text,
    Tone,
    ago,
    badge,
    button,
    checkbox,
    confirm,
    dialog,
    empty,
    field,
    form,
    form_buttons,
    line,
    lines,
    link,
    row,
    t,
    text_area,
    text_input,
    toned,
)
from pages.framed import framed
from state.marketing.connectors import ConnectorsState as State

Row = rx.Var[dict[str, Any]]
TONES: Mapping[str, Tone] = {"waiting": "blue", "posted": "green", "failed": "red", "unknown": "amber"}


def _connector(one: Row) -> rx.Component:
    id_ = one["id"].to(str)
    secret = rx.cond(one["has_secret"], t("with a secret"), t("without a secret"))
    words = rx.fragment(rx.el.code(one["url"].to(str), class_name="cut"), rx.el.div(secret))
    state = rx.cond(one["active"], badge(t("In use"), "green"), badge(t("Switched off"), "grey"))
    gone = confirm(
        t("Remove"),
        title=t("Remove this connector?"),
        text=t("Nothing is posted there any more; what was posted stays in the log."),
        action=t("Remove"),
        on_confirm=State.delete(id_),
    )
    edit = button(t("Edit"), on_click=State.open_dialog("edit", id_))
    test = button(t("Test"), icon="send", on_click=State.open_dialog("post", id_))
    acts = row(
        when(State.may_write, gone), when(State.may_write, edit), when(State.may_post & one["active"].to(bool), test)
    )
    return line(row(one["platform"].to(str), state), words, icon="share-2", right=acts)


def _state(state: rx.Var[str]) -> rx.Component:
    words: dict[str, Text] = {
        "waiting": t("On its way"),
        "posted": t("Posted"),
        "failed": t("Failed"),
        "unknown": t("Nobody knows"),
    }
    return toned(state, TONES, rx.Var.create(rx.match(state, *words.items(), state)).to(str))


def _post(one: Row) -> rx.Component:
    there = rx.el.a(t("See it"), href=one["url"].to(str), target="_blank", rel="noopener noreferrer", class_name="link")
    seen = rx.cond(one["url"], there, rx.fragment())
    decide = link(t("Decide"), "/jobs/sendings?state=unknown")
    job = rx.cond(one["job"], link(t("Job"), one["job"].to(str)), rx.fragment())
    words = rx.fragment(one["platform"].to(str), " · ", ago(one["at"].to(str)), rx.el.div(one["error"].to(str)))
    acts = row(seen, rx.cond(one["state"] == "unknown", decide, rx.fragment()), job, _state(one["state"].to(str)))
    return line(one["text"].to(str), words, right=acts)


def _form() -> rx.Component:
    one, errors = State.chosen, State.errors
    new = one.length() == 0
    platform = text_input("platform", required=True, auto_focus=True, max_length=60, placeholder="LinkedIn")
    url = text_input("url", type="url", required=True, placeholder="https://", default_value=one["url"].to(str))
    secret = text_input("secret", type="password", auto_complete="off", max_length=4000)
    kept = rx.cond(
        one["has_secret"], t("One is kept; enter another to replace it."), t("Sent along as a bearer token.")
    )
    body = form(
        rx.cond(new, field(t("Platform"), platform, error=errors["platform"]), rx.fragment()),
        field(
            t("Address"),
            url,
            hint=t(
                "Posts go there as JSON: platform, text, link, media. A bridge or chat brings them to the platform."
            ),
            error=errors["url"],
        ),
        field(t("Secret"), secret, hint=kept, error=errors["secret"]),
        checkbox(
            t("It knows a post by its Idempotency-Key, so that a second try makes no second post"),
            name="dedupes",
            default_checked=one["dedupes"].to(bool),
        ),
        checkbox(t("In use"), name="active", default_checked=rx.cond(new, True, one["active"].to(bool))),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Save"), kind="primary", type="submit")),
        on_submit=State.save,
    )
    return dialog(
        State.dialog == "edit", rx.cond(new, t("New connector"), one["platform"].to(str)), body, on_close=State.close
    )


def _test() -> rx.Component:
    text = text_area("text", required=True, rows="3", default_value=t("A test by Steward."))
    body = form(
        field(
            t("Text"), text, hint=t("This is a real post: whoever reads there will see it."), error=State.errors["text"]
        ),
        field(t("Link"), text_input("link", type="url", placeholder="https://"), error=State.errors["link"]),
        form_buttons(button(t("Cancel"), on_click=State.close), button(t("Post"), kind="primary", type="submit")),
        on_submit=State.post,
    )
    return dialog(
        State.dialog == "post", t("Post to {name}", name=State.chosen["platform"].to(str)), body, on_close=State.close
    )


@framed("/settings/connectors", "Connectors", on_load=State.load)
def connectors() -> rx.Component:
    """How posts reach social media, and what was posted."""
    start = button(t("Set up a connector"), kind="primary", on_click=State.open_dialog("edit", ""))
    none = empty(
        t("A connector carries posts to a platform; without one nothing is posted."), when(State.may_write, start)
    )
    add = button(t("Connector"), icon="plus", on_click=State.open_dialog("edit", ""))
    listed = rx.cond(State.rows.length() > 0, lines(rx.foreach(State.rows, _connector)), none)
    logged = rx.cond(State.log.length() > 0, lines(rx.foreach(State.log, _post)), empty(t("Nothing was posted yet.")))
    return settings_page(
        "connectors",
        section(t("Connectors to social media"), listed, action=when(State.may_write, add)),
        section(t("Posts"), logged, hint=t("Each goes out once; where nobody can know, you decide.")),
        _form(),
        _test(),
        loading=State.loading,
    )
