"""The form of a source of figures: its address, which column is what, and how often it is fetched."""

from typing import Any

import reflex as rx

from components.ui import Text, button, checkbox, field, form, form_buttons, select, t, text_input

Errors = rx.Var[dict[str, str]]
Values = rx.Var[dict[str, Any]]


def schedules() -> list[tuple[str, Text]]:
    """How often a source may be fetched by itself."""
    return [("", t("By hand")), ("hourly", t("Hourly")), ("daily", t("Daily")), ("weekly", t("Weekly"))]


def _column(name: str, label: Text, one: Values, *, usual: str = "", kept: str = "", hint: Text | None = None) -> Any:
    value = one[kept or name].to(str)
    given = rx.cond(one.length() > 0, value, usual) if usual else value
    return field(label, text_input(name, default_value=given, max_length=200, auto_complete="off"), hint=hint)


def _columns(one: Values) -> rx.Component:
    constant = t("A column, or =page_view for always the same.")
    more = rx.el.details(
        rx.el.summary(t("More columns")),
        _column("campaign", t("Campaign"), one),
        _column("user_id", t("Person"), one),
        _column("session_id", t("Session"), one),
        _column("id", t("What tells rows apart"), one, kept="ref", hint=t("Columns with commas between; empty: all.")),
        _column("items", t("Place of the list"), one, hint=t("In JSON, such as data.rows.")),
        class_name="more",
    )
    return rx.fragment(
        rx.el.div(
            _column("event_name", t("Name of the event"), one, usual="event_name", hint=constant),
            _column("timestamp", t("Time"), one, usual="timestamp"),
            _column("value", t("Value"), one, hint=t("How often, or how much; empty: once.")),
            _column("channel", t("Channel"), one),
            class_name="two",
        ),
        more,
    )


def _secrets(one: Values) -> rx.Component:
    kept = rx.cond(one["headers"], t("Kept: {names}.", names=one["headers"].to(str)), t("Such as Authorization."))
    value = text_input("secret", type="password", auto_complete="off", max_length=4000)
    return rx.el.div(
        field(t("Header"), text_input("header", max_length=100, auto_complete="off"), hint=kept),
        field(t("Its value"), value, hint=t("It is kept sealed, and never shown again.")),
        class_name="two",
    )


def source_form(one: Values, errors: Errors, *, on_submit: Any, on_cancel: Any) -> rx.Component:
    """A new source, or one as it is kept."""
    new = one.length() == 0
    platform = text_input("platform", required=True, auto_focus=True, max_length=60, placeholder="Website")
    url = text_input("url", required=True, max_length=2000, placeholder="https://", default_value=one["url"].to(str))
    hint = "It may hold {{ startDate }} and {{ endDate }}, the days that are asked for."
    formats = select("format", [("csv", "CSV"), ("json", "JSON")], default_value=one["format"].to(str))
    often = select("schedule", schedules(), default_value=one["schedule"].to(str))
    return form(
        rx.cond(new, field(t("Platform"), platform, error=errors["platform"]), rx.fragment()),
        field(t("Address"), url, hint=t(hint), error=errors["url"]),
        rx.el.div(field(t("Form"), formats), field(t("Fetched"), often), class_name="two"),
        _columns(one),
        _secrets(one),
        checkbox(t("In use"), name="active", default_checked=rx.cond(new, True, one["active"].to(bool))),
        form_buttons(button(t("Cancel"), on_click=on_cancel), button(t("Save"), kind="primary", type="submit")),
        on_submit=on_submit,
    )
