"""Where the public lead form stands, and how to put it into a page of one's own."""

import reflex as rx

from components.ui import Text, field, link, secret, t


def lead_form_link(slug: rx.Var[str]) -> rx.Component:
    """The address of the form and the line of HTML that shows it elsewhere, each to be copied."""
    # The page is only drawn in the browser, where the address of the house is known for certain.
    origin = rx.Var("(typeof location === 'undefined' ? '' : location.origin)").to(str)
    address = origin + "/f/" + slug
    frame = rx.Var.create('<iframe src="').to(str) + address + '" width="100%" height="640" style="border:0"></iframe>'
    return rx.el.div(
        _copied(t("Address"), address),
        _copied(t("In your own pages"), frame),
        link(t("Open the form"), "/f/" + slug),
        class_name="stack",
    )


def _copied(label: Text, value: rx.Var[str]) -> rx.Component:
    return field(label, secret(value, label))
