"""The triggers that write the history: one function a table, its columns named, made anew after each migration."""

from sqlalchemy import Connection


def regenerate(connection: Connection) -> None:
    """Put function and triggers on every table under history; `connection` is the owner's."""
