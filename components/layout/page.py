"""The frame filled from the session: what pages call."""

from typing import Any

import reflex as rx

from components.layout.frame import Frame
from components.layout.shell import shell
from components.ui import Text
from state.session import SessionState


def _frame() -> Frame:
    return Frame(
        company=SessionState.company,
        person=SessionState.person_name,
        initials=SessionState.initials,
        unread=SessionState.unread,
        tasks_open=SessionState.open_tasks,
        is_operator=SessionState.is_operator,
        results=SessionState.results,
        on_log_out=SessionState.log_out,
        on_undo=SessionState.undo,
        on_search=SessionState.search,
        on_act=SessionState.act,
    )


def page(title: Text, *content: Any, **parts: Any) -> rx.Component:
    """A page in the frame; `parts` are those of `shell`: primary, actions, tabs, filters, crumbs, to_edge."""
    return shell(title, *content, frame=_frame(), **parts)
