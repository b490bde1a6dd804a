"""Forms before log-in: they post straight to the API, so that the server can set its cookie, and then load a page."""

from typing import Any

import reflex as rx

from components.ui import Text
from components.ui.script import script

_POST_FORM = script(__name__, "post_form.jsx")


class PostForm(rx.Component):
    """Posts its named controls as JSON to `to`; then loads `next`, or says `done` in its place."""

    library = _POST_FORM
    tag = "PostForm"

    to: rx.Var[str]
    next: rx.Var[str]
    done: rx.Var[str]
    ticket: rx.Var[bool]


class Here(rx.Component):
    """Asks who is signed in: leads them on, a first visitor to `first_run`; shows its children while mails wait."""

    library = _POST_FORM
    tag = "Here"

    leave: rx.Var[bool]
    first_run: rx.Var[str]


class TicketPost(rx.Component):
    """Posts the ticket in the address to `to` at once and says what came of it."""

    library = _POST_FORM
    tag = "TicketPost"

    to: rx.Var[str]
    done: rx.Var[str]


def post_form(
    to: str, *children: Any, next: str = "", done: Text = "", ticket: bool = False, **props: Any
) -> rx.Component:
    """A form to `to`. With `ticket` the one in the address goes along; `?next=` in the address goes before `next`."""
    return PostForm.create(*children, to=to, next=next, done=done, ticket=ticket, **props)


def here(*children: Any, leave: bool = True, first_run: str = "") -> rx.Component:
    """Leads the signed-in on and a first visitor to `first_run`; `children` show while mails wait in the outbox."""
    return Here.create(*children, leave=leave, first_run=first_run)


def ticket_post(to: str, done: Text, *children: Any) -> rx.Component:
    """Redeems the ticket in the address as the page opens; `children` follow its success."""
    return TicketPost.create(*children, to=to, done=done)
