"""How state tells people that something was done, and offers to undo it."""

import json
from typing import Any, Literal

import reflex as rx
from reflex.event import EventSpec


def toast(
    message: str,
    tone: Literal["plain", "error"] = "plain",
    operation_id: str | None = None,
    link: str | None = None,
    **args: Any,
) -> EventSpec:
    """Raise a toast: an English text whose names in braces `args` fill; with `operation_id` it offers Undo."""
    detail = {"message": message, "tone": tone, "operation_id": operation_id, "link": link, "args": args}
    value = json.dumps(detail, default=str)
    return rx.call_script(f"window.dispatchEvent(new CustomEvent('steward:toast', {{detail: {value}}}))")
