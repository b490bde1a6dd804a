"""The smaller parts of the design language, and the pages outside the frame."""

import reflex as rx

from components.layout import plain, shell, wizard
from components.ui import (
    avatar,
    badge,
    button,
    card,
    checkbox,
    confirm,
    copy_button,
    date_input,
    dialog,
    dialog_button,
    drop_file,
    empty,
    field,
    form,
    form_buttons,
    form_error,
    icon,
    icon_button,
    link,
    money_input,
    not_found,
    page_error,
    row,
    score_bar,
    secret,
    select,
    sheet,
    skeleton_board,
    skeleton_cards,
    skeleton_rows,
    stack,
    switch,
    tabs,
    text_area,
    text_input,
    toned,
)
from tests.components.gallery_data import STATES
from tests.components.gallery_state import GalleryState, frame


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
        field("Stage", select("stage", S.views, blank="Any", default_value="won")),
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
    marks = row(
        badge("Won", "green"), toned(S.sort, STATES), badge("Lost", "red"), avatar("AK"), score_bar(64), icon("zap")
    )
    file = drop_file(
        "/api/uploads", "Drop a file", "CSV, up to 1 MB", S.say, accept=".csv", largest=1024**2, large="Too large."
    )
    states = [empty("No leads yet.", button("Add a lead", kind="primary"), button("Show me with sample data"))]
    return shell(
        "Parts",
        stack(card("Buttons", buttons), card("Marks", marks)),
        card("Form", _controls()),
        card("File", file),
        card("Empty", *states),
        skeleton_cards(),
        card("Key", row(secret(S.sort, "Key"), copy_button("stw_12"))),
        card("Loading", skeleton_rows(3)),
        page_error("The list could not be loaded.", kept="Nothing was changed.", do="Try again.", on_retry=S.clear),
        not_found(),
        tabs(S.views, S.sort, S.say),
        skeleton_board(),
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
