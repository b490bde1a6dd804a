"""Pages within the frame: whoever opens one must be signed in, and the frame is filled first."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from state.session import SessionState

View = Callable[[], rx.Component]


def framed(route: str, title: str, *, on_load: Any = None) -> Callable[[View], View]:
    """Register a page of the house at `route`, whose tab says `title`; `on_load` follows the loading of the frame."""
    more: Sequence[Any] = on_load if isinstance(on_load, list | tuple) else [on_load] if on_load is not None else []
    return rx.page(route=route, title=f"{title} · Steward", on_load=[SessionState.load, *more])
