"""The versions of one workflow."""

import reflex as rx

from components.automation.head import workflow_tabs
from components.layout.page import page
from components.layout.rights import may, when
from components.ui import (
    ago,
    badge,
    button,
    card,
    confirm,
    empty,
    grid,
    line,
    lines,
    row,
    skeleton_cards,
    t,
)
from pages.framed import framed
from state.automation.versions import VersionsState

TONES = {"added": "green", "removed": "red", "changed": "blue", "moved": "grey"}


def _version(one: rx.Var[dict[str, str]]) -> rx.Component:
    number = one["number"].to(int)
    title = row(t("Version {number}", number=number), rx.cond(one["current"], badge(t("runs"), "green"), rx.fragment()))
    note = rx.cond(one["note"], rx.el.span(one["note"], ". "), rx.fragment())
    said = rx.fragment(note, one["publisher_name"], " ", ago(one["published_at"].to(str)))
    compare = button(t("Compare"), kind="quiet", on_click=VersionsState.compare(number))
    back = confirm(
        t("Go back to it"),
        title=t("Go back to version {number}?", number=number),
        text=t("It is published again under a new number. Runs under way keep theirs, and you can undo it."),
        action=t("Go back"),
        on_confirm=VersionsState.go_back(number),
        icon="rotate-ccw",
    )
    act = rx.cond(one["current"], rx.fragment(), when(may("workflows:write"), back))
    return line(title, said, right=row(compare, act))


def _difference(one: rx.Var[dict[str, str]]) -> rx.Component:
    kind = rx.match(one["kind"], *[(kind, badge(t(kind), tone)) for kind, tone in TONES.items()], rx.fragment())
    return line(one["words"], icon=kind)


def _differences() -> rx.Component:
    same = rx.el.p(t("The draft is the same."), class_name="meta")
    listed = lines(rx.foreach(VersionsState.differences, _difference))
    told = rx.cond(VersionsState.differences.length() > 0, listed, same)
    title = t("What the draft changes against version {number}", number=VersionsState.old)
    return rx.cond(VersionsState.compared, card(title, told), rx.fragment())


@framed("/workflows/[workflow_id]/versions", "Versions", on_load=VersionsState.load)
def versions() -> rx.Component:
    """What was published when and by whom, what differs, and the way back."""
    listed = card(t("Published"), lines(rx.foreach(VersionsState.rows, _version)))
    begin = button(
        t("Open the builder"), kind="primary", href=rx.Var.create("/workflows/").to(str) + VersionsState.workflow_id
    )
    nothing = empty(t("Nothing is published yet; new versions stand here."), begin)
    shown = rx.cond(VersionsState.published > 0, grid(listed, _differences(), columns="1fr 1fr"), nothing)
    return page(
        VersionsState.name,
        rx.cond(VersionsState.loading, skeleton_cards(2), shown),
        crumbs=[(t("Workflows"), "/workflows")],
        tabs=workflow_tabs(VersionsState.workflow_id, "versions"),
    )
