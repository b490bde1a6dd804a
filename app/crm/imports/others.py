"""Imports of one tenant at the same time: they take turns, and none makes what another has just made."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.core.db import Session
from app.crm.imports.identity import sort_key
from app.crm.imports.scene import KINDS, Pending, Scene

# One number for all tenants would make them wait for one another; the tenant's own hash is added to it.
WRITE_LOCK = 20_262


def take_turn(session: Session) -> None:
    """Wait until no other import of this tenant is writing a batch; the turn ends with the transaction."""
    tenant = func.hashtext(func.current_setting("app.tenant_id"))
    session.execute(select(func.pg_advisory_xact_lock(WRITE_LOCK, tenant)))


def adopt(
    session: Session, scene: Scene, made: Mapping[UUID, Pending], rows: Iterable[dict[str, Any]]
) -> dict[UUID, Pending]:
    """What of `made` is still to be made: rows that name a record which stands by now are led to that one."""
    found: dict[UUID, UUID] = {}
    for kind in {one.kind for one in made.values()} - {"stage"}:
        wanted = {sort_key(str(one.values["name"])): row_id for row_id, one in made.items() if one.kind == kind}
        for row_id, name in _standing(session, kind, wanted):
            pending = wanted[sort_key(name)]
            scene.names[kind].replace(pending, row_id, name)
            found[pending] = row_id
    if found:
        for row in rows:
            row.update({key: found[value] for key, value in row.items() if isinstance(value, UUID) and value in found})
    return {row_id: one for row_id, one in made.items() if row_id not in found}


def _standing(session: Session, kind: str, wanted: Mapping[str, UUID]) -> list[tuple[UUID, str]]:
    table = KINDS[kind].model.metadata.tables[KINDS[kind].model.__tablename__]
    key = table.c.get("name_key")
    among = func.lower(table.c.name) if key is None else key
    rows = session.execute(select(table.c.id, table.c.name).where(among.in_(wanted))).all()
    return [(row.id, row.name) for row in rows if sort_key(row.name) in wanted]
