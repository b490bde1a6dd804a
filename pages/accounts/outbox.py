"""The outbox of a first run, while no mail server is set up."""

import reflex as rx

from components.layout.public import plain
from components.ui import link, t
from components.ui.script import script

_OUTBOX = script(__name__, "outbox.jsx")


class Outbox(rx.Component):
    """The newest account mails, as `GET /api/outbox` gives them."""

    library = _OUTBOX
    tag = "Outbox"


@rx.page(route="/outbox", title="Outbox · Steward")
def outbox() -> rx.Component:
    """Mails that would have been sent."""
    hint = t("No mail server is set up yet, so mails about accounts are shown here, on this machine only.")
    return plain(t("Outbox"), Outbox.create(), hint=hint, below=link(t("Back to log in"), "/login"))
