"""Imports step by step: look at a file, say what its columns mean, try it, carry it out."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from app.core.access import Permission, Reach
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, Refused
from app.core.events import record
from app.core.files import actions as file_actions
from app.core.history import Operation
from app.core.queue import enqueue, stop
from app.crm import pipelines
from app.crm.imports import kinds, reading
from app.crm.imports.guess import guess
from app.crm.imports.look import describe, load, status_of
from app.crm.imports.models import Import, Step
from app.crm.imports.noun import Noun
from app.crm.imports.nouns import noun_of
from app.crm.imports.process import EXTRA
from app.crm.imports.rows import ImportDetails
from app.crm.intake.mapping import propose
from app.crm.rows.values import Currency

READ, WRITE = Permission.IMPORTS_READ, Permission.IMPORTS_WRITE
Mapping = dict[Annotated[str, Field(max_length=120)], Annotated[str, Field(max_length=80)] | None]


@action("import.start", permission=WRITE, effect=Effect.WRITE, title="Start import", palette="/imports/new")
def start(session: Session, actor: Actor, file_id: UUID, noun: str | None = None) -> ImportDetails:
    """Look at a kept file: what it holds, what its columns probably mean.

    `noun` is contact, company, lead, deal, product or person, guessed where it is not given. Raises Invalid for a file
    that is no table.
    """
    file = file_actions.get(session, actor, file_id)
    sheet = reading.looked_at(actor, file_id)
    known = noun_of(noun) if noun else guess(sheet.columns, file.name)
    made = Import(
        file_id=file_id,
        file_name=file.name,
        noun=known.key,
        sheet=reading.kept(sheet),
        mapping=propose(sheet.columns, known.fields),
        options={"currency": actor.currency},
        member_id=actor.member_id,
    )
    session.add(made)
    session.flush()
    record(session, "import.started", made)
    return describe(session, actor, made)


@action("import.map", permission=WRITE, effect=Effect.WRITE, title="Say what columns mean")
def map_(
    session: Session,
    actor: Actor,
    id: UUID,
    noun: str | None = None,
    mapping: Mapping | None = None,
    header: bool | None = None,
    pipeline_id: UUID | None = None,
    currency: Currency = None,
) -> ImportDetails:
    """Change what the file is taken for: its noun, the field of each column, whether its first row is a header.

    A column given None is left out, one given "+extra" is kept beside the known fields. Raises Invalid for unknown or
    doubled fields, Conflict once the import runs.
    """
    made = _open(session, actor, id)
    if header is not None and header != made.sheet["header"]:
        made.sheet = reading.kept(reading.looked_at(actor, made.file_id, header))
        made.mapping = propose(made.sheet["columns"], noun_of(made.noun).fields)
    if noun is not None and noun != made.noun:
        made.noun = noun_of(noun).key
        made.mapping = propose(made.sheet["columns"], noun_of(noun).fields)
    if mapping is not None:
        made.mapping = _checked(noun_of(made.noun), made.sheet["columns"], mapping)
    if pipeline_id is not None:
        made.options = {**made.options, "pipeline_id": str(pipelines.get(session, actor, pipeline_id).id)}
    if currency is not None:
        made.options = {**made.options, "currency": currency}
    made.step, made.report, made.refused_file_id = Step.MAP.value, None, None
    session.flush()
    return describe(session, actor, made)


@action("import.check", permission=WRITE, effect=Effect.WRITE, title="Try import")
def check(session: Session, actor: Actor, id: UUID) -> ImportDetails:
    """Find out in the background what every row would do, writing nothing. Raises Conflict while one is under way."""
    made = _open(session, actor, id)
    _settle(session, actor, made)
    job = enqueue(session, kinds.check_large if kinds.is_large(made) else kinds.check, {"import_id": str(made.id)})
    made.step, made.job_id, made.report = Step.CHECK.value, job.id, None
    session.flush()
    return describe(session, actor, made)


@action("import.run", permission=WRITE, effect=Effect.WRITE, title="Import")
def run(session: Session, actor: Actor, id: UUID) -> ImportDetails:
    """Carry the import out in the background; all of it is one operation, undone as one.

    Raises Conflict where it was carried out already.
    """
    made = _open(session, actor, id)
    noun = _settle(session, actor, made)
    made.operation_id = session.info["operation_id"]
    expected = sum((made.report or {}).get(outcome, 0) for outcome in ("created", "updated"))
    made.options = {**made.options, "expected": expected}
    wanted = kinds.run_large if kinds.is_large(made) else kinds.run
    job = enqueue(session, wanted, {"import_id": str(made.id)}, priority=1)
    made.step, made.job_id, made.report = Step.RUN.value, job.id, None
    operation = session.get_one(Operation, (actor.tenant_id, made.operation_id))
    operation.title = f"Import {noun.title.lower()} from {made.file_name}"
    session.flush()
    return describe(session, actor, made)


@action("import.stop", permission=WRITE, effect=Effect.WRITE, title="Stop import")
def stop_(session: Session, actor: Actor, id: UUID) -> ImportDetails:
    """Stop the dry run or run after the rows it is at; what was imported stays and can be undone.

    Raises Conflict where nothing is under way.
    """
    made = load(session, id)
    if made.job_id is None:
        raise Conflict("This import is not under way; there is nothing to stop.")
    stop(session, made.job_id)
    return describe(session, actor, made)


def _open(session: Session, actor: Actor, import_id: UUID) -> Import:
    made = load(session, import_id, lock=True)
    if actor.reach is Reach.OWN:
        raise Refused("You reach your own records only; ask somebody who reaches all of them to import this.")
    actor.check(noun_of(made.noun).permission)
    status = status_of(session, made)
    if made.operation_id is not None:
        raise Conflict("This file was imported already; bring it again to import it once more.")
    if status == "checking":
        raise Conflict("A dry run is under way; wait for it or stop it first.")
    return made


def _settle(session: Session, actor: Actor, made: Import) -> Noun:
    """Fix all that the job needs to know of the one who asks."""
    noun = noun_of(made.noun)
    filled = sorted(name for name in made.mapping.values() if name and name != EXTRA)
    if not set(filled) & set(noun.anchors):
        titles = noun.titles()
        raise Invalid(f"Choose a column for {' or '.join(titles[one] for one in noun.anchors)} first.")
    options: dict[str, Any] = {
        **made.options,
        "by": actor.name,
        "zone": actor.zone,
        "filled": filled,
        "permissions": sorted(actor.permissions),
    }
    if noun.key == "deal" and "pipeline_id" not in options:
        options["pipeline_id"] = str(pipelines.get(session, actor).id)
    made.options = options
    return noun


def _checked(noun: Noun, columns: list[str], mapping: Mapping) -> dict[str, str | None]:
    fields = {one.name for one in noun.fields}
    unknown = {column: "no such column" for column in mapping if column not in columns}
    unknown |= {column: "no such field" for column, name in mapping.items() if name and name not in {*fields, EXTRA}}
    chosen = [name for name in mapping.values() if name and name != EXTRA]
    twice = {name for name in chosen if chosen.count(name) > 1}
    unknown |= {column: "two columns fill this field" for column, name in mapping.items() if name in twice}
    if unknown:
        raise Invalid("Some columns need another look.", fields=unknown)
    if EXTRA in mapping.values() and "extra" not in noun.model.model_fields:
        raise Invalid(f"{noun.title} take no fields of your own; leave these columns out.")
    return {column: mapping.get(column) for column in columns}
