"""The pictures of people beside their names, read once for all pages."""

from typing import Any

import reflex as rx

from components.ui import avatar
from state.session import SessionState


def face_of(member_id: rx.Var[Any]) -> rx.Var[str]:
    """Where the picture of that member is looked at; empty where there is none."""
    return rx.Var.create(
        rx.cond(SessionState.faces.contains(member_id.to(str)), SessionState.faces[member_id.to(str)], "")
    ).to(str)


def face(member_id: rx.Var[Any], initials: rx.Var[Any]) -> rx.Component:
    """The picture of a member, or the initials."""
    return avatar(initials.to(str), picture=face_of(member_id))


def picture_of(member_id: rx.Var[Any]) -> rx.Component:
    """The picture of a member, or nothing."""
    known = face_of(member_id)
    return rx.cond(known, avatar("", picture=known), rx.fragment())
