"""Settings: security."""

import reflex as rx

from components.settings.frame import section, settings_page
from components.ui import ago, badge, button, confirm, field, form, form_buttons, line, lines, row, t, text_input
from pages.framed import framed
from state.settings.security import SecurityState


def _password() -> rx.Component:
    def secret(name: str, known: str) -> rx.Component:
        return text_input(name, type="password", auto_complete=known, required=True, max_length=1000)

    errors = SecurityState.errors
    return form(
        field(t("Password now"), secret("current", "current-password"), error=errors["current"]),
        field(
            t("New password"),
            secret("password", "new-password"),
            hint=t("At least 10 characters."),
            error=errors["password"],
        ),
        field(t("New password again"), secret("again", "new-password"), error=errors["again"]),
        form_buttons(button(t("Change password"), kind="primary", type="submit")),
        on_submit=SecurityState.change_password,
        key=SecurityState.saved.to_string(),
    )


def _session(one: rx.Var[dict[str, str]]) -> rx.Component:
    end = button(t("End"), kind="quiet", on_click=SecurityState.end(one["id"].to(str)))
    right = rx.cond(one["current"], badge(t("This one"), "green"), end)
    seen = row(one["address"], ago(one["seen_at"].to(str)))
    return line(one["agent"], seen, icon="monitor", right=right)


@framed("/settings/security", "Security", on_load=SecurityState.load)
def security() -> rx.Component:
    """Password and sessions."""
    everywhere = confirm(
        t("Log out everywhere"),
        title=t("Log out everywhere?"),
        text=t("All your sessions end at once, this one too."),
        action=t("Log out everywhere"),
        on_confirm=SecurityState.end_all,
    )
    listed = lines(rx.foreach(SecurityState.sessions, _session))
    return settings_page(
        "security",
        section(t("Password"), _password()),
        section(t("Where you are logged in"), listed, action=everywhere),
        loading=SecurityState.loading,
    )
