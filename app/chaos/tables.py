"""What the storm writes down, apart from the tables of the house."""

from sqlalchemy import BigInteger, Identity, make_url, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.db import owner_engine
from app.core.settings import settings

SCHEMA = "chaos"


class Base(DeclarativeBase):
    """The tables of the storm."""


class Entry(Base):
    """One effect. Nothing keeps a key from being written twice: that is what is counted."""

    __tablename__ = "ledger"
    __table_args__ = {"schema": SCHEMA}

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    key: Mapped[str]


class Fed(Base):
    """One portion of work that was asked for, in the transaction that asked."""

    __tablename__ = "fed"
    __table_args__ = {"schema": SCHEMA}

    portion: Mapped[str] = mapped_column(primary_key=True)


def make_tables() -> None:
    """Make them, and let the app's login write into them."""
    role = make_url(settings().app_database_url or "").username
    with owner_engine().begin() as connection:
        connection.execute(text(f"create schema {SCHEMA}"))
        Base.metadata.create_all(connection)
        quoted = connection.dialect.identifier_preparer.quote(role or "")
        connection.execute(text(f"grant usage on schema {SCHEMA} to {quoted}"))
        connection.execute(text(f"grant all on all tables in schema {SCHEMA} to {quoted}"))
        connection.execute(text(f"grant all on all sequences in schema {SCHEMA} to {quoted}"))
