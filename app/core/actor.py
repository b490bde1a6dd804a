"""Who acts: a person, a key, a job, the operator, a visitor, or nobody."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.core.access import GRANTABLE, Permission, Reach
from app.core.errors import Refused, Unauthenticated


class Kind(StrEnum):
    """What sort of actor stands behind a call."""

    MEMBER = "member"
    KEY = "key"
    JOB = "job"
    OPERATOR = "operator"
    VISITOR = "visitor"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, with all that a permission check and a unit of work need.

    `member_id` is the person in the tenant, `account_id` the log-in behind it, `session_id` the log-in session.
    """

    kind: Kind = Kind.NOBODY
    tenant_id: UUID | None = None
    member_id: UUID | None = None
    account_id: UUID | None = None
    session_id: UUID | None = None
    name: str = ""
    role: str = ""
    permissions: frozenset[Permission] = frozenset()
    reach: Reach = Reach.ALL
    locale: str = "en"
    zone: str = "UTC"
    currency: str = "EUR"

    def may(self, permission: Permission) -> bool:
        """Whether this actor holds the permission."""
        if permission is Permission.PUBLIC:
            return True
        if permission is Permission.SELF:
            return self.kind is Kind.MEMBER
        if permission is Permission.OPERATOR:
            return self.kind is Kind.OPERATOR
        return permission in self.permissions

    def check(self, permission: Permission) -> None:
        """Pass if the actor holds the permission, else raise Unauthenticated or Refused."""
        if self.may(permission):
            return
        if self.kind is Kind.NOBODY:
            raise Unauthenticated("Please log in first. Nothing was changed.")
        raise Refused(f"Your role does not allow this ({permission}). Ask an owner or admin for it.")


NOBODY = Actor()


def visitor(tenant_id: UUID) -> Actor:
    """A stranger on a public page of one tenant, such as its lead form."""
    return Actor(kind=Kind.VISITOR, tenant_id=tenant_id, name="Visitor")


def house(tenant_id: UUID | None, name: str = "Steward") -> Actor:
    """The house itself at work for one tenant: a job or a scheduled task, with every tenant permission."""
    return Actor(kind=Kind.JOB, tenant_id=tenant_id, name=name, permissions=GRANTABLE)
