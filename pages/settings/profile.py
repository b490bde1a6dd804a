"""Settings: profile."""

import reflex as rx

from components.layout.theme import theme_menu
from components.settings.frame import section, settings_page
from components.settings.picture import picture_part
from components.ui import avatar, badge, button, dialog, field, form, form_buttons, row, t, text_input
from pages.framed import framed
from state.session import SessionState
from state.settings.pictures import PictureState
from state.settings.profile import ProfileState


def _language() -> rx.Component:
    options = rx.foreach(ProfileState.languages, lambda one: rx.el.option(one["label"], value=one["value"]))
    own = rx.el.option(t("As the organisation"), value="")
    return rx.el.select(own, options, name="locale", default_value=ProfileState.language, class_name="input select")


def _form() -> rx.Component:
    zone = text_input("zone", default_value=ProfileState.zone, placeholder="Europe/Berlin")
    name = text_input("name", default_value=ProfileState.name, required=True, auto_complete="name")
    return form(
        field(t("Name"), name, error=ProfileState.errors["name"]),
        field(t("Language"), _language(), error=ProfileState.errors["locale"]),
        field(t("Time zone"), zone, hint=t("Empty: as the organisation."), error=ProfileState.errors["zone"]),
        form_buttons(button(t("Save"), kind="primary", type="submit")),
        on_submit=ProfileState.save,
    )


def _address() -> rx.Component:
    email = text_input("email", type="email", required=True, auto_focus=True, auto_complete="email")
    password = text_input("password", type="password", required=True, auto_complete="current-password")
    hint = t("We send a link there. Until you open it you log in as before.")
    body = form(
        field(t("New e-mail address"), email, hint=hint, error=ProfileState.errors["email"]),
        field(t("Your password"), password, error=ProfileState.errors["password"]),
        form_buttons(
            button(t("Cancel"), on_click=ProfileState.ask_address(False)),
            button(t("Send link"), kind="primary", type="submit"),
        ),
        on_submit=ProfileState.change_email,
    )
    return dialog(ProfileState.moving, t("Change e-mail address"), body, on_close=ProfileState.ask_address(False))


@framed("/settings", "Settings", on_load=rx.redirect("/settings/profile", replace=True))
def settings() -> rx.Component:
    """The way to the first page of the settings."""
    return settings_page("", loading=ProfileState.loading)


@framed("/settings/profile", "Profile", on_load=[ProfileState.load, PictureState.load])
def profile() -> rx.Component:
    """Name, language, zone, picture and theme."""
    checked = rx.cond(ProfileState.verified, badge(t("Checked"), "green"), badge(t("Not checked yet"), "amber"))
    change = button(t("Change address"), kind="quiet", on_click=ProfileState.ask_address(True))
    who = row(rx.el.span(ProfileState.email), checked, badge(ProfileState.role, "grey"), change)
    face = avatar(SessionState.initials, large=True, picture=PictureState.href)
    brought = picture_part(PictureState, face, "/api/pictures/mine", t("Drop a picture, or choose one"))
    return settings_page(
        "profile",
        section(t("Profile"), who, _form()),
        section(t("Picture"), brought, hint=t("Beside your name; where it was taken is removed from it.")),
        section(t("Look"), theme_menu(SessionState.keep_theme), hint=t("Light, dark, or as your system says.")),
        _address(),
        loading=ProfileState.loading,
    )
