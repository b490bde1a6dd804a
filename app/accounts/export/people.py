"""Finding the records that are one person."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Member
from app.core.access import Permission
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.holdings import Person

Find = Callable[[Session, UUID], Person | None]
_finders: dict[str, tuple[Find, Permission]] = {}


def found_by(table: str, permission: Permission) -> Callable[[Find], Find]:
    """Register the function below as what finds a person by a record of `table`; reading one needs `permission`."""

    def register(find: Find) -> Find:
        _finders[table] = (find, permission)
        return find

    return register


def permission_for(table: str) -> Permission:
    """The right to read people of that table; raises Invalid for one that holds no people."""
    if table not in _finders:
        known = ", ".join(sorted(_finders))
        raise Invalid(f"{table[:40]!r} holds no people.", fields={"person": f"one of: {known}"})
    return _finders[table][1]


def find(session: Session, table: str, record_id: UUID) -> Person:
    """The person whose record this is; raises NotFound."""
    permission_for(table)
    person = _finders[table][0](session, record_id)
    if person is None:
        raise NotFound("There is no such person (any more).")
    return person


@found_by("member", Permission.PEOPLE_READ)
def member(session: Session, record_id: UUID) -> Person | None:
    """A colleague."""
    found = session.scalars(select(Member).where(col(Member.id) == record_id)).first()
    if found is None:
        return None
    emails = frozenset({found.email.lower()} if found.email else set[str]())
    return Person("member", found.id, found.name, emails, {"member": frozenset({found.id})})
