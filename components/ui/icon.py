"""Lucide icons in the one size and stroke of the house."""

from typing import Any

import reflex as rx

KNOWN = {
    "note": "sticky-note",
    "score": "sparkles",
    "assign": "user-check",
    "edit": "pencil",
    "create": "plus",
    "delete": "trash-2",
    "import": "upload",
    "mail": "mail",
    "call": "phone",
    "task": "list-checks",
    "deal": "handshake",
    "lead": "user-plus",
    "contact": "user",
    "company": "building-2",
    "product": "package",
    "move": "arrow-right",
    "convert": "arrow-right-left",
    "merge": "git-merge",
    "undo": "undo-2",
    "form": "inbox",
    "alert": "triangle-alert",
    "time": "clock",
    "security": "shield-check",
    "job": "layers",
    "page": "file",
    "action": "zap",
}


def icon(name: str, size: int = 16, **props: Any) -> rx.Component:
    """A Lucide icon by its name; decorative, so hidden from readers."""
    return rx.icon(name, size=size, stroke_width=1.75, aria_hidden=True, **props)


def icon_of(kind: rx.Var[str]) -> rx.Component:
    """The icon of a kind known only at run time (keys of `KNOWN`); a dot for others."""
    return rx.match(kind, *[(key, icon(name)) for key, name in KNOWN.items()], icon("circle-dot"))
