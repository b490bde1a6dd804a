"""The REST door: every action, readable nouns on top, log-in, files; mounted under `/api` beside the pages."""

from app.api.build import build

__all__ = ["build"]
