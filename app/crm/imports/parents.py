"""Which company belongs to which, settled once all companies of the file are there."""

from uuid import UUID

from sqlalchemy import bindparam, select, update

from app.core.db import Session
from app.crm.imports.scene import Scene, Told
from app.crm.imports.tally import Tally
from app.crm.imports.write import insert_rows, tell
from app.crm.models import Company

_TABLE = Company.metadata.tables["company"]


def settle_parents(session: Session, scene: Scene, tally: Tally) -> None:
    """Give each company the parent its row names; a parent that is not there is made."""
    now = _present(session, list(scene.later))
    links = {child: _parent(session, scene, name, tally) for child, name in scene.later.items()}
    new = {child: parent for child, parent in links.items() if parent not in (None, child, now.get(child))}
    if not new:
        return
    change = update(_TABLE).where(_TABLE.c.id == bindparam("child")).values(parent_id=bindparam("parent"))
    session.connection().execute(change, [{"child": child, "parent": parent} for child, parent in new.items()])
    tell(session, _TABLE, "updated", list(new), {"fields": ["parent_id"]})


def _parent(session: Session, scene: Scene, name: str, tally: Tally) -> UUID | None:
    told = Told()
    found = scene.link("company", name, told)
    for one in (*told.reasons, *told.notes):
        tally.note(f"Parent: {one}")
    if found and (pending := scene.pending.pop(found, None)):
        insert_rows(session, _TABLE, [pending.values])
        tally.add_made("company", name)
    return found


def _present(session: Session, ids: list[UUID]) -> dict[UUID, UUID | None]:
    found = select(_TABLE.c.id, _TABLE.c.parent_id).where(_TABLE.c.id.in_(ids))
    return {row.id: row.parent_id for row in session.execute(found)}
