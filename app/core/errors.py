"""The one tree of errors that people, API callers and jobs may meet."""

from collections.abc import Mapping


class AppError(Exception):
    """An error that says what happened, what was kept and what to do; `status` is its HTTP status.

    `setting` names the page of settings that mends it ("ai" of /settings/ai), where one does.
    """

    status: int = 500

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None, setting: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.setting = setting
        self.fields: dict[str, str] = dict(fields or {})


class Invalid(AppError):
    """The input cannot be taken as it stands; `fields` names what to mend, one reason a field."""

    status = 422


class Unauthenticated(AppError):
    """Nobody is signed in, or the session or key is no longer valid."""

    status = 401


class Refused(AppError):
    """The actor is known but may not do this."""

    status = 403


class NotFound(AppError):
    """No such record for this actor; the same answer is given for records of another tenant."""

    status = 404


class Conflict(AppError):
    """The request is sound but clashes with what is there now."""

    status = 409


class TooLarge(AppError):
    """More was sent than is taken."""

    status = 413


class Limited(AppError):
    """Too many requests; `retry_after` says in how many seconds to try again."""

    status = 429

    def __init__(self, message: str, *, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(AppError):
    """A part that this needs does not answer just now; nothing was changed."""

    status = 503


class Uncertain(Unavailable):
    """Something left the house, and nobody can know whether it arrived; trying again might do it twice."""
