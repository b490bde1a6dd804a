"""The composition root: pages, the gate before them, the API beside them."""

import logging

import reflex as rx
from reflex.event import EventSpec

import pages as pages
from app.api import build
from components.layout import STYLESHEETS, app_wraps, head_components
from jobs import kinds
from state import live, session, sockets
from state.gate import Gate
from state.toasts import toast

log = logging.getLogger(__name__)
OURS = "Something went wrong on our side. What you see may be out of date; please reload the page."


def failed(exception: Exception) -> EventSpec:
    """What a person sees when a handler breaks; the log has the rest."""
    log.error("A handler failed", exc_info=exception)
    return toast(OURS, "error")


# Known here too, so that jobs of every kind have their names and can be asked for.
KINDS = kinds
# Its handlers belong to the frame of every page.
SESSION = session.SessionState

app = rx.App(
    head_components=head_components(),
    stylesheets=STYLESHEETS,
    app_wraps=app_wraps(),
    toaster=None,
    api_transformer=build(),
    backend_exception_handler=failed,
    html_lang="en",
)
app.add_middleware(Gate(), 0)
app.register_lifespan_task(live.listening)
sockets.attach(app)
