"""The rows of one import, decided batch by batch, and written where it is no trial."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from app.core.actor import Actor
from app.core.db import Session
from app.core.events import touch
from app.core.history.undo.chain import taken_back
from app.core.ids import new_id
from app.core.queue import Cancelled, Context
from app.crm.imports.identity import Known, Record, Seen
from app.crm.imports.models import Import
from app.crm.imports.noun import Noun, Values, checked
from app.crm.imports.others import adopt, take_turn
from app.crm.imports.parents import settle_parents
from app.crm.imports.scene import Pending, Scene, Told
from app.crm.imports.tally import Tally
from app.crm.imports.write import make_pending, write
from app.crm.intake import Row, Sheet, rows
from app.crm.intake.plan import Decision, Draft, decide, plan_for, understand

BATCH = 1000
LEARNT_FROM = 2000
EXTRA = "+extra"
Decided = tuple[Decision, Record | None]


class Process:
    """One run over a file. `write` tells whether it is for good."""

    def __init__(self, job: Context, of: Import, noun: Noun, scene: Scene, sheet: Sheet, path: Path, *, write: bool):
        self._job, self._of, self._noun, self._scene, self._write = job, of, noun, scene, write
        self._rows = lambda: rows(path, sheet)
        self._extra = [column for column, name in of.mapping.items() if name == EXTRA]
        sample = [row.values for row in islice(self._rows(), LEARNT_FROM) if not row.problem]
        self._plan = plan_for(sample, noun.fields, of.mapping, region=of.options.get("region"))
        self._seen = Seen(noun)
        self._total = sheet.estimate
        place = job.position if write else {}
        self._done = int(place.get("row", 0))
        self.tally = Tally(noun.titles(), scene.title, place.get("report"))

    @property
    def actor(self) -> Actor:
        """The one for whom it runs."""
        return self._scene.actor

    def decisions(self) -> Iterator[Decision]:
        """Decide, and write where asked, row by row; each batch is a transaction of its own.

        Raises Cancelled where somebody stopped the job or took the import back.
        """
        with self._job.open() as session:
            self._scene.load(session, {*self._noun.links.values(), "person"})
        done = 0
        self._job.progress(done, max(self._total, 1), self._of.file_name)
        stream = self._rows()
        while batch := list(islice(stream, BATCH)):
            self._job.check()
            yield from [decision for decision, _ in self._batch(batch)]
            done += len(batch)
            self._job.progress(done, max(done, self._total), self._of.file_name)
        self._job.progress(done, done, self._of.file_name)
        self._finish()

    def _batch(self, batch: Sequence[Row]) -> list[Decided]:
        drafts = [self._draft(row) for row in batch]
        if batch[-1].number <= self._done:
            return [(one, None) for draft in drafts for one in decide([draft], lambda key: None) if draft.reasons]
        with self._job.open() as session:
            if self._write:
                self._hold(session)
            decided = self._decided(session, drafts)
            self._settle(session, decided)
            if self._write:
                write(session, self._noun, self._scene, decided)
                self._keep(session, batch[-1].number)
        return decided

    def _draft(self, row: Row) -> Draft:
        draft = understand(row, self._plan)
        if draft.reasons:
            return draft
        told = Told()
        values = checked(self._noun, self._noun.shape(draft.values, self._scene, told), told)
        if not told.reasons and (earlier := self._seen.earlier(values, row.number)):
            told.reasons.append(f"Row {earlier} is about the same record")
        if self._extra and (more := {one: row.values[one] for one in self._extra if row.values.get(one, "").strip()}):
            values["extra"] = more
        if parent := values.pop("parent", None):
            self._scene.parents[row.number] = str(parent)
        notes = (*draft.notes, *told.notes)
        return replace(draft, values=values, key=None, reasons=tuple(told.reasons), notes=notes)

    def _decided(self, session: Session, drafts: list[Draft]) -> list[Decided]:
        known = Known(session, self._noun, [draft.values for draft in drafts if not draft.reasons])
        return [self._decision(draft, known) for draft in drafts]

    def _decision(self, draft: Draft, known: Known) -> Decided:
        found = known.records(draft.values) if not draft.reasons else None
        if found and len(found[1]) > 1:
            draft = replace(draft, reasons=(f"{len(found[1])} records fit this row; it is not clear which is meant",))
        if found is None or draft.reasons:
            return next(decide([draft], lambda key: None)), None
        key, (record,) = found
        values = {name: value for name, value in draft.values.items() if name not in self._noun.fresh}
        if self._named_by_house(values):
            values.pop("name")
        if isinstance(extra := values.get("extra"), dict):
            values["extra"] = {**record["extra"], **extra}
        if draft.number in self._scene.parents:
            self._scene.later[record["id"]] = self._scene.parents[draft.number]
        kept = replace(draft, values=values, key=key)
        return next(decide([kept], lambda key: record, str(key[0]).split("+"))), record

    def _named_by_house(self, values: Values) -> bool:
        """Whether no column gives the name: then one made up from others does not replace that of a known record."""
        return "name" in values and not {"name", "first_name", "last_name"} & set(self._plan.mapping.values())

    def _settle(self, session: Session, decided: list[Decided]) -> None:
        made: dict[UUID, Pending] = {}
        for decision, record in decided:
            self.tally.add(decision, record)
            if decision.outcome == "created" and not self._write and (names := self._scene.names.get(self._noun.key)):
                names.add(new_id(), str(decision.changes["name"]))
            for value in decision.changes.values():
                if isinstance(value, UUID) and (pending := self._scene.pending.pop(value, None)):
                    made[value] = pending
        if self._write:
            made = adopt(session, self._scene, made, [decision.changes for decision, _ in decided])
            make_pending(session, self._scene, made)
        for one in made.values():
            self.tally.add_made(one.kind, str(one.values["name"]))

    def _hold(self, session: Session) -> None:
        """Go on only while nobody has taken the import back; an undo at the same moment waits for this batch."""
        take_turn(session)
        if taken_back(session, self._job.operation_id):
            raise Cancelled

    def _keep(self, session: Session, number: int) -> None:
        report = self.tally.report()
        session.execute(update(Import).where(col(Import.id) == self._of.id).values(report=report))
        touch(session, "import")
        self._job.remember(row=number, report=report)

    def _finish(self) -> None:
        if not self._write:
            self._foresee_parents()
        elif self._scene.later:
            with self._job.open() as session:
                self._hold(session)
                settle_parents(session, self._scene, self.tally)

    def _foresee_parents(self) -> None:
        for name in dict.fromkeys(self._scene.parents.values()):
            told = Told()
            found = self._scene.link("company", name, told)
            if found in self._scene.pending:
                self.tally.add_made("company", name)
            for one in (*told.reasons, *told.notes):
                self.tally.note(f"Parent: {one}")
