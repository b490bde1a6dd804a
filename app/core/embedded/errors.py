"""The one error of starting things on this machine."""


class StartError(RuntimeError):
    """Something cannot start; the message is one line that says what is wrong and what to do."""
