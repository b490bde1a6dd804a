"""Undo: taking an operation back without overwriting what came after it."""

from app.core.history.undo.guards import guard
from app.core.history.undo.report import Kept, Report
from app.core.history.undo.run import check, is_large, undo

__all__ = ["Kept", "Report", "check", "guard", "is_large", "undo"]
