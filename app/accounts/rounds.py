"""Work that the house asks for by the clock in each organisation."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Tenant
from app.core.actor import house
from app.core.db import Session, open_session
from app.core.queue import Context, Kind, enqueue


def ask_each(job: Context, kind: Kind[Any], needed: Callable[[Session], bool]) -> dict[str, Any]:
    """Ask for a job of the kind in each active organisation that needs one now and has none waiting.

    Returns how many organisations were looked at, and how many asked: jobs that would do nothing are nobody's news.
    """
    tenants = job.session.scalars(select(col(Tenant.id)).where(col(Tenant.active))).all()
    asked = [tenant_id for tenant_id in tenants if _needs(tenant_id, needed)]
    for tenant_id in asked:
        enqueue(job.session, kind, unique_key="round", tenant_id=tenant_id)
    return {"organisations": len(tenants), "asked": len(asked)}


def _needs(tenant_id: UUID, needed: Callable[[Session], bool]) -> bool:
    with open_session(house(tenant_id)) as session:
        return needed(session)
