"""Parts from npm that need JavaScript of their own, each wrapped once and free of state."""

from components.wrappers.board import board
from components.wrappers.keyboard import keyboard
from components.wrappers.palette import palette
from components.wrappers.post_form import here, post_form, ticket_post

__all__ = ["board", "here", "keyboard", "palette", "post_form", "ticket_post"]
