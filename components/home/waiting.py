"""What needs the person, what runs, and the first steps."""

from typing import Any

import reflex as rx

from components.crm.record_list import may, when
from components.ui import Text, button, card, empty, icon_button, line, lines, link, progress, step, t, tn
from state.home.page import HomeState

Item = rx.Var[dict[str, Any]]


def _line(item: Item, title: Text, text: Any, icon: str, right: rx.Component) -> rx.Component:
    return rx.fragment(line(title, text, icon=icon, right=right))


def _open(item: Item, label: Text) -> rx.Component:
    return button(label, href=item["href"].to(str))


def _need(item: Item) -> rx.Component:
    title, text, key = item["title"].to(str), item["text"].to(str), item["id"].to(str)
    count = item["count"].to(int)
    done = button(t("Done"), on_click=HomeState.complete(key))
    again = button(t("Try again"), on_click=HomeState.retry(key))
    late = tn("{count} more task is late", "{count} more tasks are late", count)
    cold = tn("{count} more deal is going cold", "{count} more deals are going cold", count)
    waits = tn("{count} lead has no owner", "{count} leads have no owner", count)
    kinds = [
        ("task", _line(item, title, t("Due {when}", when=text), "list-checks", done)),
        ("tasks", _line(item, late, t("Your tasks"), "list-checks", _open(item, t("Show")))),
        ("deal", _line(item, title, text, "clock", _open(item, t("Open")))),
        ("deals", _line(item, cold, t("Your deals"), "clock", _open(item, t("Show")))),
        ("queue", _line(item, waits, t("They wait in the queue"), "user-plus", _open(item, t("Assign")))),
        ("job", _line(item, t("{name} failed", name=title), text, "triangle-alert", again)),
    ]
    return rx.match(item["kind"].to(str), *kinds, rx.fragment())


def needs() -> rx.Component:
    """The few things that wait for this person, each with one button."""
    nothing = rx.el.p(t("Nothing waits for you."), class_name="hint")
    listed = lines(rx.foreach(HomeState.waiting, _need))
    return card(t("Needs you"), rx.cond(HomeState.waiting.length() > 0, listed, nothing))


def _job(item: Item) -> rx.Component:
    done, total = item["done"].to(int), item["total"].to(int)
    far = progress(done, total, t("{done} of {total}", done=done, total=total))
    said = rx.match(
        item["status"].to(str),
        ("retrying", t("tries again, {count} so far", count=item["attempt"].to(int))),
        ("pending", t("waits")),
        t("runs"),
    )
    right = rx.cond(total > 0, far, rx.el.span(said, class_name="meta"))
    return line(link(item["title"].to(str), item["href"].to(str), class_name="cell-link"), icon="layers", right=right)


def running() -> rx.Component:
    """Jobs under way."""
    listed = lines(rx.foreach(HomeState.running, _job))
    nothing = rx.el.p(t("All is done; nothing runs."), class_name="hint")
    every = link(t("All jobs"), "/jobs")
    return card(t("Running now"), rx.cond(HomeState.running.length() > 0, listed, nothing), action=every)


def greeting() -> rx.Component:
    """Who is here, and how many things wait."""
    name = HomeState.first_name
    hello = rx.match(
        HomeState.part,
        ("morning", t("Good morning, {name}", name=name)),
        ("afternoon", t("Good afternoon, {name}", name=name)),
        t("Good evening, {name}", name=name),
    )
    count = HomeState.waiting.length()
    some = tn(
        "{count} thing needs you today. Everything else is running.",
        "{count} things need you today. Everything else is running.",
        count,
    )
    said = rx.cond(count > 0, some, t("Nothing needs you. Everything is running."))
    return rx.el.div(rx.el.h2(hello), rx.el.p(said), class_name="heading")


def checklist() -> rx.Component:
    """The first steps, until they are done or put away."""
    steps = rx.foreach(
        HomeState.steps, lambda one: step(t(one["title"].to(str)), one["done"].to(bool), one["href"].to(str))
    )
    away = icon_button("x", t("Hide first steps"), on_click=HomeState.dismiss)
    made = card(t("First steps"), rx.el.ul(steps, class_name="list-lines first-steps"), action=away)
    return rx.cond(HomeState.steps.length() > 0, made, rx.fragment())


def nothing_yet() -> rx.Component:
    """What stands in place of the figures of a new company."""
    sample = when(may("settings:write"), button(t("Show me with sample data"), on_click=HomeState.load_sample))
    bring = button(t("Bring in your leads"), kind="primary", href="/imports/new")
    return card(None, empty(t("Your figures stand here as soon as there are leads or deals."), bring, sample))
