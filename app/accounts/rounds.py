"""Work that the house asks for by the clock in each organisation."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Tenant
from app.core.queue import Context, Kind, enqueue


def ask_each(job: Context, kind: Kind[Any]) -> dict[str, Any]:
    """Ask for a job of the kind in each active organisation that has none waiting; returns how many organisations."""
    tenants = job.session.scalars(select(col(Tenant.id)).where(col(Tenant.active))).all()
    for tenant_id in tenants:
        enqueue(job.session, kind, unique_key="round", tenant_id=tenant_id)
    return {"organisations": len(tenants)}
