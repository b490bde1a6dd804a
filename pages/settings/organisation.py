"""Settings: organisation."""

from typing import Any

import reflex as rx

from components.crm.lead_form_link import lead_form_link
from components.layout.rights import may, when
from components.layout.sidebar import mark
from components.settings.frame import section, settings_page
from components.settings.picture import picture_part
from components.ui import button, confirm, field, form, form_buttons, row, t, text_area, text_input
from pages.framed import framed
from state.settings.organisation import OrganisationState as State
from state.settings.pictures import LogoState

COLOURS = ("#0f766e", "#2f5fb3", "#7c3aed", "#b42318", "#9a5b00", "#1c1b19")


def _colour(colour: str) -> rx.Component:
    chosen = State.accent == colour
    return rx.el.button(
        type="button",
        class_name="swatch",
        style={"background": colour},
        aria_label=colour,
        aria_pressed=chosen,
        on_click=State.try_accent(colour),
    )


def _choice(name: str, options: Any) -> rx.Component:
    return rx.el.select(options, name=name, default_value=State.values[name], class_name="input select")


def _form() -> rx.Component:
    languages = rx.foreach(State.languages, lambda one: rx.el.option(one["label"], value=one["value"]))
    zones = rx.foreach(State.zones, lambda one: rx.el.option(one, value=one))
    accent = rx.el.input(type="hidden", name="accent", value=State.accent)
    errors = State.errors
    return form(
        field(t("Name"), text_input("name", default_value=State.values["name"], required=True), error=errors["name"]),
        field(
            t("Short name in addresses"),
            text_input("slug", default_value=State.values["slug"]),
            hint=t("Part of the address of your public forms."),
            error=errors["slug"],
        ),
        field(t("Language"), _choice("locale", languages), error=errors["locale"]),
        field(t("Time zone"), _choice("zone", zones), error=errors["zone"]),
        field(
            t("Currency"),
            text_input("currency", default_value=State.values["currency"], max_length=3),
            error=errors["currency"],
        ),
        field(
            t("Postal address"),
            text_area("address", default_value=State.values["address"], rows=3),
            hint=t("Stands at the end of mails to customers."),
            error=errors["address"],
        ),
        field(t("Colour"), row(*[_colour(one) for one in COLOURS], accent), error=errors["accent"]),
        form_buttons(button(t("Save"), kind="primary", type="submit")),
        on_submit=State.save,
    )


def _sample() -> rx.Component:
    gone = confirm(
        t("Remove sample data"),
        title=t("Remove the sample data?"),
        text=t("All sample records go, without a trace. Your own records stay. This cannot be undone."),
        action=t("Remove"),
        on_confirm=State.remove_sample,
        kind="danger",
    )
    return rx.cond(State.sample, gone, button(t("Load sample data"), on_click=State.load_sample))


@framed("/settings/organisation", "Organisation", on_load=[State.load, LogoState.load])
def organisation() -> rx.Component:
    """Name, language, zone, currency, colour, logo; sample data."""
    face = mark(State.values["name"], LogoState.href)
    brought = picture_part(LogoState, face, "/api/pictures/logo", t("Drop a logo, or choose one"))
    logo = section(t("Logo"), brought, hint=t("It stands in the sidebar, in place of the letter."))
    form_link = lead_form_link(State.values["slug"])
    return settings_page(
        "organisation",
        section(t("Organisation"), _form()),
        when(may("settings:write"), logo),
        section(t("Lead form"), form_link, hint=t("Whoever fills it in stands among your leads at once.")),
        section(t("Sample data"), _sample(), hint=t("A made-up company to look around in, marked as sample.")),
        loading=State.loading,
    )
