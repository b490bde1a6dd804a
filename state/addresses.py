"""The address of a page holds what it shows, so that it can be kept, shared and gone back to."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

import reflex as rx
from reflex.event import EventSpec


def address(home: str, parts: Mapping[str, str]) -> str:
    """The path with those parts that are not empty."""
    asked = urlencode({name: value for name, value in parts.items() if value})
    return home + (f"?{asked}" if asked else "")


def replace(home: str, parts: Mapping[str, str]) -> EventSpec:
    """Write an address into the bar, without a change of page."""
    return rx.call_script(f"window.history.replaceState(window.history.state, '', {json.dumps(address(home, parts))})")
