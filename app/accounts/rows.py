"""What leaves accounts: people, roles, keys, sessions and organisations as others see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import SerializationInfo, SerializerFunctionWrapHandler, WrapSerializer

from app.core.access import Permission, Reach
from app.core.actions.idempotency import KEPT
from app.core.said import Said


def _unless_kept(value: str, handler: SerializerFunctionWrapHandler, info: SerializationInfo[Any]) -> str:
    return "" if info.context == KEPT else handler(value)


# Empty in the answer that an idempotency key keeps: what is shown once is stored nowhere.
ShownOnce = Annotated[str, WrapSerializer(_unless_kept)]


@dataclass(frozen=True, slots=True)
class Welcome:
    """A person who has just been let in; `token` goes into the session cookie and is kept nowhere else."""

    token: ShownOnce
    expires_at: datetime
    tenant_id: UUID
    member_id: UUID
    name: str
    company: str


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation that the person belongs to."""

    id: UUID
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture at `href` (None: there is none); `working` while another is made, `error` where that failed."""

    href: str | None
    working: bool
    error: Said | None


@dataclass(frozen=True, slots=True)
class Me:
    """The person who is signed in, and where; `locale` and `zone` are None while they follow the organisation.

    `picture` and `logo` are addresses, or None.
    """

    account_id: UUID
    member_id: UUID
    name: str
    email: str
    verified: bool
    theme: str
    locale: str | None
    zone: str | None
    role: str
    role_name: str
    permissions: list[Permission]
    reach: Reach
    operator: bool
    accent: str
    picture: str | None
    logo: str | None
    tenant: Place
    tenants: list[Place]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser in which the person is signed in."""

    id: UUID
    address: str | None
    agent: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person of the organisation; `can_log_in` is false for those who only own records."""

    id: UUID
    name: str
    email: str | None
    picture: str | None
    role: str
    role_name: str
    skills: list[str]
    territories: list[str]
    capacity: int
    away_until: datetime | None
    active: bool
    can_log_in: bool
    sample: bool
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with what it allows and how many people hold it."""

    id: UUID
    key: str
    name: str
    permissions: list[Permission]
    reach: Reach
    builtin: bool
    members: int
    version: int


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that has been neither accepted nor withdrawn."""

    id: UUID
    email: str
    role: str
    role_name: str
    invited_by: str | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationLook:
    """What the holder of an invitation sees before accepting; `has_account` says that their own password is asked."""

    company: str
    email: str
    role_name: str
    invited_by: str | None
    has_account: bool


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An API key without its secret."""

    id: UUID
    name: str
    prefix: str
    scopes: list[Permission]
    member_id: UUID
    member_name: str
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyMade:
    """A key just made: its secret is shown this once."""

    key: KeyRow
    secret: ShownOnce


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """The organisation's own settings."""

    id: UUID
    name: str
    slug: str
    locale: str
    zone: str
    currency: str
    accent: str
    address: str
    sample_loaded_at: datetime | None
    operator_until: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps: its title, the page it is taken on, and whether it is done."""

    key: str
    title: Said
    route: str
    done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """The first steps of an organisation; `shown` until all are done or the person dismissed them."""

    steps: list[Step]
    shown: bool


@dataclass(frozen=True, slots=True)
class OperatorActRow:
    """One act of the operator."""

    id: UUID
    name: str
    act: str
    why: str | None
    tenant_id: UUID | None
    at: datetime
