"""The part of a settings page that brings a picture, shows how far it is, and takes it away."""

import reflex as rx

from app.content.portraits import LARGEST
from components.ui import Text, button, drop_file, form_error, row, t
from state.settings.pictures import LogoState, PictureState

PICTURES = "image/jpeg,image/png,image/webp,image/gif,image/avif"


def picture_part(
    state: type[PictureState] | type[LogoState], face: rx.Component, address: str, label: Text
) -> rx.Component:
    """The picture as it is beside the field that takes another; `address` is where it is sent."""
    size = LARGEST // 1024**2
    place = drop_file(
        address,
        label,
        t("JPEG, PNG, WebP or GIF, up to {size} MB", size=size),
        state.refresh,
        accept=PICTURES,
        largest=LARGEST,
        large=t("The picture is larger than {size} MB.", size=size),
    )
    words = rx.el.span(t("Making it ready …"), class_name="hint")
    working = rx.el.div(rx.el.progress(aria_label=t("Making it ready …")), words, class_name="progress", role="status")
    remove = row(button(t("Remove"), kind="quiet", icon="trash-2", on_click=state.remove))
    return rx.el.div(
        face,
        rx.el.div(
            place,
            rx.cond(state.working, working, rx.fragment()),
            rx.cond(state.failure, form_error(state.failure), rx.fragment()),
            rx.cond(state.href, remove, rx.fragment()),
            class_name="stack",
        ),
        class_name="picture-part",
    )
