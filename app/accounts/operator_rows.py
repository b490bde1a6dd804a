"""What the operator sees: organisations from outside, how the parts do, how much is used."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TenantSummary:
    """One organisation from outside; `open_until` is how long its owner lets the operator read its records."""

    id: UUID
    name: str
    slug: str
    active: bool
    members: int
    created_at: datetime
    last_seen_at: datetime | None
    open_until: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """How the parts of the installation do; sizes in bytes, `oldest_wait` in seconds."""

    database_version: str
    database_size: int
    connections: int
    redis: bool
    mail: bool
    jobs: dict[str, int]
    oldest_wait: float


@dataclass(frozen=True, slots=True)
class Usage:
    """How much an organisation used within the last 30 days."""

    tenant_id: UUID
    name: str
    members: int
    sessions: int
    events: int
    jobs: int
    mails: int


@dataclass(frozen=True, slots=True)
class LimitRow:
    """What an organisation may have at most (None: as much as it likes), and what it has."""

    tenant_id: UUID
    people: int | None
    records: int | None
    requests_a_minute: int | None
    jobs_a_day: int | None
    people_now: int
    records_now: int
    jobs_now: int
