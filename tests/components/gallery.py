"""Every part of the design language on a few pages: run by the tests and looked at by people."""

import reflex as rx

from components.charts import across_chart, bar_chart, line_chart
from components.layout import shell
from components.ui import (
    Column,
    Paging,
    Selection,
    Sorting,
    Tab,
    ago,
    badge,
    button,
    card,
    data_table,
    day,
    filter_bar,
    filter_chip,
    filter_select,
    grid,
    heading,
    kpi_row,
    line,
    lines,
    link,
    menu,
    menu_item,
    menu_line,
    moment,
    money,
    number,
    percent,
    progress,
    properties,
    record_head,
    record_layout,
    search_input,
    select,
    stat,
    step,
    t,
    tabs,
    timeline,
    tn,
)
from components.wrappers import board
from tests.components.gallery_data import STATES
from tests.components.gallery_parts import login, parts, steps
from tests.components.gallery_state import GalleryState, frame


def home() -> rx.Component:
    """Figures and charts, as look/home.png."""
    S = GalleryState
    stats = kpi_row(
        stat("Revenue this month", money(96300, "EUR"), delta="+18 %", tone="green", spark=S.trend),
        stat("New leads", number(214), delta="+6 %", tone="green", spark=S.trend, href="/leads"),
        stat("Win rate", percent(0.31), delta="−4 pt", tone="red", spark=S.trend),
        stat("Products", number(7)),
    )
    revenue = card(
        "Revenue won and expected",
        bar_chart(S.months, label="Revenue", unit="money", currency="EUR", stacked=True, on_click=S.say),
        hint=t("Click a month to see its deals"),
    )
    course = card("Win rate", line_chart(S.months, label="Win rate", unit="number", on_click=S.say))
    bars = card("Pipeline by stage", across_chart(S.by_stage, label="Pipeline by stage", on_click=S.say))
    load = card("Load of the team", across_chart(S.load, label="Load of the team", thin=True, on_click=S.say))
    needs = card(
        "Needs you",
        lines(
            line("Approve mail to 1,240 contacts", "Campaign agent", icon="shield-check", right=button("Review")),
            line("Loyalty app is going cold", "€42,000, no activity for 11 days", icon="clock", right=button("Call")),
        ),
    )
    steps_done = [step("Add a lead", rx.Var.create(True), "/leads"), step("Invite", rx.Var.create(False), "/parts")]
    first = card(
        "First steps",
        lines(*steps_done),
    )
    running = card("Running now", progress(8412, 12000, "8,412 of 12,000 rows"), action=link("All jobs", "/jobs"))
    return shell(
        t("Home"),
        heading(
            "Good morning, Ana", hint=tn("{count} thing needs you today.", "{count} things need you today.", S.count)
        ),
        stats,
        grid(revenue, course, columns="2fr 1fr"),
        grid(bars, load, running, columns="1fr 1fr 1fr"),
        grid(needs, first, columns="1fr 1fr"),
        rx.el.p(S.said, id="said"),
        frame=frame(),
        actions=[button("This month", icon="calendar")],
    )


def leads() -> rx.Component:
    """A list, as look/list.png."""
    S = GalleryState
    columns = [
        Column("name", t("Name"), "strong", initials="initials", sort=True),
        Column("company", t("Company"), "link", href="company_href", sort=True),
        Column("role", t("Role"), quiet=True),
        Column("score", t("Score"), "score", sort=True, small="hide"),
        Column("state", t("State"), "badge", tones=STATES, small="side"),
        Column("owner", t("Owner"), small="hide"),
        Column("value", t("Value"), "money", small="hide"),
        Column("at", t("Last signal"), "ago", quiet=True, small="hide"),
    ]
    chosen = Selection(
        ids=S.selected,
        on_toggle=S.toggle,
        on_page=S.choose_page,
        on_clear=S.clear,
        actions=[button("Assign", icon="user-check"), button("Tag", icon="tag"), button("Export", icon="download")],
        matching=rx.Var.create(12345),
        everything=S.everything,
        on_everything=S.choose_all,
    )
    chips = filter_bar(
        search_input(t("Filter by name"), S.say),
        filter_chip("State", "is not Lost", S.clear),
        filter_select("Owner", select("owner", [("", "Anyone"), ("ana", "Ana")])),
        menu("Filter", menu_item("Company", on_click=S.clear), menu_line(), menu_item("Remove", tone="danger")),
        right=badge("Unsaved view", "amber"),
    )
    views = [Tab("all", "All leads", href="/leads"), Tab("mine", "Mine", count=S.count)]
    table = data_table(
        columns,
        S.leads,
        label=t("Leads"),
        href="/record?id=",
        loading=S.loading,
        sorting=Sorting(S.sort, S.sort_by),
        selection=chosen,
        paging=Paging(rx.Var.create(True), rx.Var.create(False), S.clear, S.clear),
    )
    return shell(
        t("Leads"),
        table,
        frame=frame(),
        tabs=tabs(views, "all", S.say),
        beside_tabs=tn("{count} lead", "{count} leads", 12345),
        filters=chips,
        actions=[button("Import", icon="upload", href="/imports")],
        primary=button(
            "Lead", icon="plus", kind="primary", custom_attrs={"data-primary": ""}, on_click=S.show("dialog")
        ),
        to_edge=True,
    )


def deals() -> rx.Component:
    """A board, as look/board.png."""
    S = GalleryState
    return shell(
        t("Deals"),
        board(S.stages, on_move=S.move, label=t("Deals"), revision=S.revision),
        rx.el.p(S.said, id="said"),
        frame=frame(),
        tabs=tabs([Tab("sales", "Sales"), Tab("renewals", "Renewals")], "sales", S.say),
        beside_tabs=button("Refuse", on_click=S.refuse),
        primary=button("Deal", icon="plus", kind="primary"),
        to_edge=True,
    )


def record() -> rx.Component:
    """A record, as look/record.png."""
    S = GalleryState
    head = record_head(
        "Marta Jansen",
        "Head of operations at Helio Energy",
        button("Write", icon="mail"),
        button("Call", icon="phone"),
        button("Convert", icon="arrow-right", kind="primary"),
        initials="MJ",
    )
    views = tabs([Tab("timeline", "Timeline"), Tab("details", "Details")], "timeline", S.say)
    facts = [
        ("Created", day("2026-11-17")),
        ("Seen", moment("2026-11-20T10:00:00Z")),
        ("Signal", ago("2026-11-20T10:00:00Z")),
    ]
    right = [properties(S.lines, rx.fragment("Score 82 ", badge("A1", "green"))), properties(facts)]
    return shell(
        "Marta Jansen",
        record_layout([head, views, timeline(S.moments, S.undo)], right),
        frame=frame(),
        crumbs=[(t("Leads"), "/leads")],
        to_edge=True,
    )


PAGES = {
    "/": home,
    "/leads": leads,
    "/deals": deals,
    "/record": record,
    "/parts": parts,
    "/login": login,
    "/steps": steps,
}
