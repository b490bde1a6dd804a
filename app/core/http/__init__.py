"""The guarded client: the only way by which the house calls addresses that people or records name."""

from app.core.http.answer import Answer
from app.core.http.errors import AnswerTooLarge, Blocked, Unanswered, Unreachable
from app.core.http.fetch import fetch
from app.core.http.url import check_url

__all__ = ["Answer", "AnswerTooLarge", "Blocked", "Unanswered", "Unreachable", "check_url", "fetch"]
