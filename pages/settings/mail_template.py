"""Settings: the editor of one mail template."""

import reflex as rx

from components.layout.page import page
from components.layout.rights import may
from components.mail.editor import MailEditor
from components.ui import not_found, skeleton_cards, t
from pages.framed import framed
from state.settings.mail_template import MailTemplateState as State

HOME = "/settings/mail-templates"


@framed("/settings/mail-templates/[template]", "Mail template", on_load=State.load)
def mail_template() -> rx.Component:
    """Source and preview side by side."""
    editor = MailEditor.create(
        template=State.template,
        preview=State.letter,
        choices=State.choices,
        errors=State.errors,
        may_write=may("templates:write"),
        on_preview=State.preview,
        on_test=State.send_test,
        on_save=State.save,
        on_find=State.find,
        on_reset=State.set_back,
        on_delete=State.delete,
    )
    gone = not_found(t("There is no such mail template (any more)."), HOME, t("All mail templates"))
    body = rx.cond(State.missing, gone, rx.cond(State.template["name"], editor, skeleton_cards(2)))
    title = rx.cond(State.template["title"], State.template["title"].to(str), t("Mail template"))
    return page(title, body, crumbs=[(t("Mail templates"), HOME)], to_edge=True)
