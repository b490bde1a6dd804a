"""The frame filled from the session: what pages call."""

from typing import Any

import reflex as rx

from components.layout.frame import Frame
from components.layout.shell import shell
from components.layout.theme import ThemeKeeper
from components.ui import Text, button, t
from state.session import SessionState


def _frame() -> Frame:
    return Frame(
        company=SessionState.company,
        person=SessionState.person_name,
        initials=SessionState.initials,
        picture=SessionState.picture,
        logo=SessionState.logo,
        unread=SessionState.unread,
        tasks_open=SessionState.open_tasks,
        asked=SessionState.asked,
        is_operator=SessionState.is_operator,
        results=SessionState.results,
        on_log_out=SessionState.log_out,
        on_undo=SessionState.undo,
        on_search=SessionState.search,
        on_act=SessionState.act,
        on_theme=SessionState.keep_theme,
    )


def _visiting() -> rx.Component:
    said = t("You look into {company} as operator, and can change nothing.", company=SessionState.company)
    leave = button(t("Leave"), on_click=SessionState.leave_visit)
    bar = rx.el.div(rx.el.span(said), leave, class_name="visiting", role="status")
    return rx.cond(SessionState.visiting, bar, rx.fragment())


def _keeper() -> rx.Component:
    return ThemeKeeper.create(theme=rx.cond(SessionState.loading, "", SessionState.theme))


def page(title: Text, *content: Any, **parts: Any) -> rx.Component:
    """A page in the frame; `parts` are those of `shell`: primary, actions, tabs, filters, crumbs, to_edge."""
    return shell(title, _visiting(), *content, _keeper(), frame=_frame(), **parts)
