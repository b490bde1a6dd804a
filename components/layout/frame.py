"""Who is here and what the frame may call; pages fill it, so that the frame itself knows no state."""

from dataclasses import dataclass
from typing import Any

import reflex as rx


@dataclass(frozen=True)
class Frame:
    """The values and handlers every framed page needs.

    `on_undo(operation_id)`, `on_search(query)`, `on_act(name)` and `on_theme(theme)` take one text; `results` are the
    palette's lines.
    """

    company: rx.Var[str]
    person: rx.Var[str]
    initials: rx.Var[str]
    picture: rx.Var[str]
    logo: rx.Var[str]
    unread: rx.Var[int]
    tasks_open: rx.Var[int]
    asked: rx.Var[int]
    is_operator: rx.Var[bool]
    results: rx.Var[list[dict[str, Any]]]
    on_log_out: Any
    on_undo: Any
    on_search: Any
    on_act: Any
    on_theme: Any = None
