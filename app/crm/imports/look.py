"""Imports as they stand, with their jobs."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import and_, select
from sqlmodel import col

from app.accounts.models import Member
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound
from app.core.history import Operation
from app.core.queue import Job
from app.crm.imports.models import Import
from app.crm.imports.nouns import noun_of
from app.crm.imports.rows import ColumnRow, FieldRow, ImportDetails, ImportPage, ImportRow, row_of

READ = Permission.IMPORTS_READ
_OPTIONS = ("currency", "pipeline_id", "expected")
SAMPLE_CELLS = 3


@action("import.list", permission=READ, effect=Effect.READ, title="List imports", palette="/imports")
def list_(
    session: Session, actor: Actor, cursor: UUID | None = None, limit: Annotated[int, Field(ge=1, le=100)] = 30
) -> ImportPage:
    """The imports, newest first."""
    wanted = _whole().order_by(col(Import.id).desc()).limit(limit + 1)
    found = [_row(one) for one in session.execute(wanted.where(col(Import.id) < cursor) if cursor else wanted)]
    more = str(found[limit - 1].id) if len(found) > limit else None
    return ImportPage(found[:limit], more)


@action("import.get", permission=READ, effect=Effect.READ, title="Show import")
def get(session: Session, actor: Actor, id: UUID) -> ImportDetails:
    """One import with its columns and report; raises NotFound."""
    return describe(session, actor, load(session, id))


def load(session: Session, import_id: UUID, *, lock: bool = False) -> Import:
    """The import, held for this transaction if `lock`; raises NotFound."""
    wanted = select(Import).where(col(Import.id) == import_id)
    found = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if found is None:
        raise NotFound("There is no such import (any more).")
    return found


def status_of(session: Session, made: Import) -> str:
    """How an import stands."""
    return _one(session, made.id).status


def describe(session: Session, actor: Actor, made: Import) -> ImportDetails:
    """The import with all that a person decides by."""
    row = _one(session, made.id)
    noun, sheet = noun_of(made.noun), made.sheet
    rows: list[dict[str, str]] = sheet["sample"]
    return ImportDetails(
        row=row,
        columns=[ColumnRow(name, made.mapping.get(name), _cells(rows, name)) for name in sheet["columns"]],
        fields=[FieldRow(one.name, one.title, one.required) for one in noun.fields],
        options={name: made.options[name] for name in _OPTIONS if name in made.options},
        header=bool(sheet["header"]),
        warnings=list(sheet["warnings"]),
        report=made.report or {},
    )


def _cells(rows: list[dict[str, str]], name: str) -> list[str]:
    cells = [row.get(name, "").strip()[:80] for row in rows]
    return [cell for cell in cells if cell][:SAMPLE_CELLS]


def _one(session: Session, import_id: UUID) -> ImportRow:
    session.flush()
    # The import as of the same moment as its job: a job may have ended since the import was read.
    fresh = _whole().where(col(Import.id) == import_id).execution_options(populate_existing=True)
    return _row(session.execute(fresh).one())


def _whole() -> Any:
    # Jobs and operations are read afresh: others change them.
    return (
        select(Import, Job, col(Operation.undone_by_id), col(Member.name))
        .outerjoin(Job, col(Job.id) == col(Import.job_id))
        .outerjoin(
            Operation,
            and_(col(Operation.tenant_id) == col(Import.tenant_id), col(Operation.id) == col(Import.operation_id)),
        )
        .outerjoin(
            Member, and_(col(Member.tenant_id) == col(Import.tenant_id), col(Member.id) == col(Import.member_id))
        )
    )


def _row(found: Any) -> ImportRow:
    made, job, undone_by_id, by = found
    return row_of(made, job, undone_by_id is not None, by or "")
