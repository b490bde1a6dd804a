"""Every part of the design language on a few pages, with state of its own: run by the tests and looked at by people."""

from typing import Any

import reflex as rx

from components.charts import bar_chart, hbars, line_chart
from components.layout import Frame, plain, shell, wizard
from components.ui import (
    Column,
    Paging,
    Selection,
    Sorting,
    Tab,
    ago,
    avatar,
    badge,
    button,
    card,
    checkbox,
    confirm,
    data_table,
    date_input,
    day,
    dialog,
    dialog_button,
    empty,
    field,
    filter_bar,
    filter_chip,
    filter_select,
    form,
    form_buttons,
    form_error,
    grid,
    heading,
    icon,
    icon_button,
    kpi_row,
    link,
    menu,
    menu_item,
    menu_line,
    moment,
    money,
    money_input,
    not_found,
    number,
    page_error,
    percent,
    progress,
    properties,
    record_head,
    record_layout,
    row,
    score_bar,
    search_input,
    select,
    sheet,
    skeleton_cards,
    skeleton_rows,
    stat,
    switch,
    t,
    tabs,
    text_area,
    text_input,
    timeline,
    tn,
)
from components.wrappers import board
from state.toasts import toast
from tests.components.gallery_data import COLUMNS, LEADS, LINES, LOAD, MONTHS, MOVES, STAGES, STATES, TREND


class GalleryState(rx.State):
    """What the gallery's pages show and do."""

    leads: list[dict[str, Any]] = LEADS
    selected: list[str] = []
    sort: str = "-score"
    everything: bool = False
    open: bool = False
    side: bool = False
    error: str = ""
    stages: list[dict[str, Any]] = COLUMNS
    moments: list[dict[str, Any]] = MOVES
    months: list[dict[str, Any]] = MONTHS
    trend: list[float] = TREND
    lines: list[dict[str, str]] = LINES
    by_stage: list[dict[str, Any]] = STAGES
    load: list[dict[str, Any]] = LOAD
    found: list[dict[str, Any]] = []
    said: str = ""
    loading: bool = False
    count: int = 3
    revision: int = 0

    @rx.event
    def toggle(self, row: str, checked: bool):
        """Choose a row or let it go."""
        self.selected = [*self.selected, row] if checked else [each for each in self.selected if each != row]

    @rx.event
    def choose_page(self, checked: bool):
        """Choose all rows of the page, or none."""
        self.selected = [lead["id"] for lead in self.leads] if checked else []

    @rx.event
    def choose_all(self):
        """Choose every matching row."""
        self.everything = True

    @rx.event
    def clear(self):
        """Choose none."""
        self.selected, self.everything = [], False

    @rx.event
    def sort_by(self, key: str):
        """Sort by a column, or turn its order round."""
        self.sort = f"-{key}" if self.sort == key else key

    @rx.event
    def move(self, card_id: str, column_id: str, before_id: str):
        """Take note of a moved card."""
        self.said = f"{card_id} {column_id} {before_id}"
        return toast("Moved “{card}” to {stage}", operation_id="op-1", card=card_id, stage=column_id)

    @rx.event
    def refuse(self):
        """Put the board back as it was."""
        self.revision += 1

    @rx.event
    def undo(self, operation_id: str):
        """Take note of an undo."""
        self.said = f"undone {operation_id}"

    @rx.event
    def search(self, query: str):
        """Find leads for the palette."""
        wanted = query.lower()
        self.found = [
            {
                "group": "Leads",
                "id": lead["id"],
                "label": lead["name"],
                "hint": lead["company"],
                "href": f"/record?{wanted}",
            }
            for lead in self.leads
            if wanted and wanted in lead["name"].lower()
        ]
        self.found.append({"group": "Actions", "id": "lead.create", "label": "Create a lead"})

    @rx.event
    def say(self, text: str):
        """Show what arrived."""
        self.said = text
        return toast("Heard {text}", text=text)

    @rx.event
    def fail(self):
        """Raise the toast of an error."""
        return toast("This address is already in use.", tone="error")

    @rx.event
    def submit(self, values: dict[str, Any]):
        """Show what a form sent."""
        self.error = "" if values.get("name") else "Give it a name."
        self.said = str(values)

    @rx.event
    def show(self, which: str):
        """Open or close the dialog or the sheet."""
        self.open, self.side = which == "dialog", which == "sheet"


def frame() -> Frame:
    """A frame of fixed values."""
    return Frame(
        company=rx.Var.create("Northwind Studio"),
        person=rx.Var.create("Ana Keller"),
        initials=rx.Var.create("AK"),
        unread=GalleryState.count,
        tasks_open=GalleryState.count,
        is_operator=rx.Var.create(True),
        results=GalleryState.found,
        on_log_out=GalleryState.say("log out"),
        on_undo=GalleryState.undo,
        on_search=GalleryState.search,
        on_act=GalleryState.say,
    )


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
    bars = card("Pipeline by stage", hbars(S.by_stage))
    load = card("Load of the team", hbars(S.load, thin=True))
    running = card("Running now", progress(8412, 12000, "8,412 of 12,000 rows"), action=link("All jobs", "/jobs"))
    return shell(
        t("Home"),
        heading(
            "Good morning, Ana", hint=tn("{count} thing needs you today.", "{count} things need you today.", S.count)
        ),
        stats,
        grid(revenue, course, columns="2fr 1fr"),
        grid(bars, load, running, columns="1fr 1fr 1fr"),
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


def _controls() -> rx.Component:
    S = GalleryState
    return form(
        form_error(S.error),
        field(
            "Name", text_input("name", placeholder="Northwind"), hint="Shown on invoices.", error=S.error, required=True
        ),
        field("Note", text_area("note")),
        field("Close", date_input("close")),
        field("Amount", money_input("amount", "EUR")),
        field("Stage", select("stage", [("new", "New"), ("won", "Won")], default_value="won")),
        checkbox("Send a copy", name="copy"),
        switch("Daily digest", name="digest", default_checked=True),
        form_buttons(button("Cancel", kind="quiet"), button("Save", kind="primary", type="submit")),
        on_submit=S.submit,
    )


def parts() -> rx.Component:
    """Everything else."""
    S = GalleryState
    buttons = row(
        button("Plain", on_click=S.say("plain")),
        button("Primary", kind="primary", busy=S.loading),
        button("Quiet", kind="quiet"),
        button("Danger", kind="danger", on_click=S.fail),
        icon_button("x", "Close"),
        dialog_button("Keys", "In a dialog", rx.el.p("No round trip."), icon="keyboard"),
        confirm(
            "Delete", title="Delete 3 leads?", text="You can undo it.", action="Delete", on_confirm=S.say("deleted")
        ),
        button("Dialog", on_click=S.show("dialog")),
        button("Sheet", on_click=S.show("sheet")),
    )
    marks = row(badge("Won", "green"), badge("Lost", "red"), avatar("AK"), score_bar(64), icon("zap"))
    states = [empty("No leads yet.", button("Add a lead", kind="primary"), button("Show me with sample data"))]
    return shell(
        "Parts",
        card("Buttons", buttons),
        card("Marks", marks),
        card("Form", _controls()),
        card("Empty", *states),
        skeleton_cards(),
        card("Loading", skeleton_rows(3)),
        page_error("The list could not be loaded.", kept="Nothing was changed.", do="Try again.", on_retry=S.clear),
        not_found(),
        dialog(S.open, "New lead", _controls(), on_close=S.show("")),
        sheet(S.side, "Filters", _controls(), on_close=S.show("")),
        rx.el.p(S.said, id="said"),
        frame=frame(),
    )


def login() -> rx.Component:
    """A page before log-in."""
    inner = form(
        field("E-mail", text_input("email", type="email")),
        field("Password", text_input("password", type="password")),
        button("Log in", kind="primary", type="submit"),
        on_submit=GalleryState.submit,
    )
    return plain("Log in", inner, hint="Welcome back.", below=link("Make an account", "/signup", class_name="link"))


def steps() -> rx.Component:
    """The wizard, as look/wizard.png."""
    names = ["Your company", "You", "What matters", "Look", "Your people", "Your data", "Done"]
    return wizard(
        [(name, "Northwind Studio") for name in names],
        3,
        field("Short name", text_input("short"), hint="Shown in the menu and on invoices."),
        title="Make it yours",
        hint="You can change it at any time.",
        buttons=[button("Back"), button("Skip for now", kind="quiet"), button("Continue", kind="primary")],
        minutes=3,
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
