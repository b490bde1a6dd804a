"""Who runs this installation: named on the command line, where only they can be."""

import sys

from app.core.embedded import StartError, servers
from app.core.errors import AppError


def run(email: str, dismiss: bool) -> None:
    """Make the account an operator, or an ordinary one again. Raises StartError where there is no such account."""
    from app.accounts import operator

    with servers(with_redis=False):
        try:
            name = operator.dismiss(email) if dismiss else operator.appoint(email)
        except AppError as error:
            raise StartError(error.message) from error
    word = "no longer an operator" if dismiss else "an operator of this installation"
    sys.stdout.write(f"{name} is {word}.\n")
