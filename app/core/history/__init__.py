"""History: what was done, by whom, and how to take it back."""

from app.core.history.models import Change, Operation

__all__ = ["Change", "Operation"]
