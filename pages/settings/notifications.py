"""Settings: notifications."""

import reflex as rx

from components.settings.frame import section, settings_page
from components.ui import button, checkbox, field, form, form_buttons, line, lines, row, select, t, text_input
from pages.framed import framed
from state.settings.notifications import NotificationsState as State


def _kind(one: rx.Var[dict[str, str]]) -> rx.Component:
    kind = one["kind"].to(str)
    bell = checkbox(t("Bell"), checked=one["in_app"].to(bool), on_change=lambda on: State.set_bell(kind, on))
    times = [("never", t("No mail")), ("now", t("Mail at once")), ("digest", t("In the daily mail"))]
    mail = select(
        "email",
        times,
        value=one["email"].to(str),
        on_change=lambda when: State.set_mail(kind, when),
        aria_label=t("Mail"),
    )
    return line(one["title"], one["meaning"], icon="bell", right=row(bell, mail))


def _hours() -> rx.Component:
    return form(
        row(
            field(t("No mails from"), text_input("quiet_from", type="time", default_value=State.quiet_from)),
            field(
                t("until"),
                text_input("quiet_until", type="time", default_value=State.quiet_until),
                error=State.errors["quiet_until"],
            ),
            field(
                t("Daily mail at"),
                text_input("digest_hour", type="number", min="0", max="23", default_value=State.digest_hour),
                error=State.errors["digest_hour"],
            ),
        ),
        rx.el.p(t("Times are of {zone}.", zone=State.zone), class_name="hint"),
        form_buttons(button(t("Save hours"), type="submit")),
        on_submit=State.save_hours,
    )


@framed("/settings/notifications", "Notifications", on_load=State.load)
def notifications() -> rx.Component:
    """What one hears of, where, and when."""
    return settings_page(
        "notifications",
        section(t("What you hear of"), lines(rx.foreach(State.kinds, _kind))),
        section(t("Quiet hours and daily mail"), _hours()),
        loading=State.loading,
    )
