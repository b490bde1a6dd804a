"""Parts from npm that need JavaScript of their own, each wrapped once and free of state."""

from components.wrappers.board import board
from components.wrappers.keyboard import keyboard
from components.wrappers.palette import palette

__all__ = ["board", "keyboard", "palette"]
