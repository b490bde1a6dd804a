"""What may come of a call to the outside."""

from app.core.errors import Invalid, TooLarge, Unavailable, Uncertain


class Blocked(Invalid):
    """The address leads (or may lead) to where the house does not call: nothing was sent there."""


class Unreachable(Unavailable):
    """The other side could not be reached; nothing was sent."""


class Unanswered(Unreachable, Uncertain):
    """The request was (or may have been) sent, but no whole answer came: nobody knows whether it did its work."""


class AnswerTooLarge(TooLarge):
    """The answer, as sent or unpacked, is larger than allowed; the request itself did reach the other side."""
