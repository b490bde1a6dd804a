"""One import on its way: columns, dry run, run, what came of it."""

import asyncio
from typing import Any, ClassVar

import reflex as rx

from app.core.actions import Action
from app.core.history.actions import undo as undo_operation
from app.crm import pipelines
from app.crm.imports import actions as imports
from app.crm.imports import look
from app.crm.imports.rows import ImportDetails
from state import live
from state.base import Page, calls
from state.crm import import_report
from state.history.shown import undone


class ImportState(Page, rx.State):
    """The import that the address names."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (look.get, pipelines.list_)

    import_id: str = ""
    file_name: str = ""
    noun: str = ""
    status: str = "draft"
    at: int = 1
    estimate: int = 0
    header: bool = True
    warnings: list[str] = []
    columns: list[dict[str, str]] = []
    filled: int = 0
    currency: str = ""
    pipeline_id: str = ""
    pipeline_options: list[dict[str, str]] = []
    done: int = 0
    total: int = 1
    stopping: bool = False
    error: str = ""
    counts: dict[str, int] = {}
    to_write: int = 0
    written: int = 0
    outcome: str = "created"
    samples: list[dict[str, str]] = []
    reasons: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    made: list[dict[str, Any]] = []
    refused_href: str = ""
    operation_id: str = ""
    job_href: str = ""
    busy: bool = False
    _report: dict[str, Any] = {}
    _back: bool = False

    @calls()
    async def load(self) -> None:
        """Read the import of the address."""
        live.watch(ImportState.refresh, "import", "job_queue", "operation")
        self.loading, self._back, self.busy, self.outcome = True, False, False, ""
        known, found = await asyncio.gather(
            self._read(look.get, id=self._param("import_id")), self._read(pipelines.list_)
        )
        self.pipeline_options = [{"value": str(one.id), "label": one.name} for one in found]
        self._take(known)

    @calls()
    async def refresh(self) -> None:
        """Read it again, because its job has moved on."""
        if self.import_id:
            self._take(await self._read(look.get, id=self.import_id))

    @calls(imports.map_)
    async def choose_noun(self, noun: str) -> None:
        """Take the file for something else."""
        await self._map(noun=noun)

    @calls(imports.map_)
    async def choose_header(self, header: bool) -> None:
        """Say whether the first row holds the names of the columns."""
        await self._map(header=header)

    @calls(imports.map_)
    async def choose_field(self, column: str, field: str) -> None:
        """Let a column fill a field; another column that filled it is left out."""
        mapping = {one["name"]: one["field"] or None for one in self.columns}
        if field and field != "+extra":
            mapping = {name: None if value == field else value for name, value in mapping.items()}
        await self._map(mapping={**mapping, column: field or None})

    @calls(imports.map_)
    async def choose_pipeline(self, pipeline_id: str) -> None:
        """Put the deals into a pipeline."""
        await self._map(pipeline_id=pipeline_id)

    @calls(imports.map_)
    async def choose_currency(self, currency: str) -> None:
        """Read amounts without a currency in this one."""
        await self._map(currency=currency)

    async def _map(self, **change: Any) -> None:
        self._take(await self._read(imports.map_, id=self.import_id, **change))

    @calls()
    async def back(self) -> None:
        """Show the columns again."""
        self._back, self.at = True, 1

    @calls()
    async def forth(self) -> None:
        """Show what the dry run found again."""
        self._back, self.at = False, 2

    @calls(imports.check)
    async def check(self) -> Any:
        """Begin the dry run."""
        self.busy = True
        yield
        try:
            self._back = False
            self._take(await self._read(imports.check, id=self.import_id))
        finally:
            self.busy = False

    @calls(imports.run)
    async def run(self) -> Any:
        """Begin the import."""
        self.busy = True
        yield
        try:
            done = await self._run(imports.run, id=self.import_id)
            self._take(done.value)
            yield self._told("Import of {file} has begun.", done, link=self.job_href, file=self.file_name)
        finally:
            self.busy = False

    @calls(imports.stop_)
    async def stop(self) -> None:
        """Stop what is under way."""
        self._take(await self._read(imports.stop_, id=self.import_id))

    @calls(undo_operation)
    async def undo(self) -> Any:
        """Take the whole import back."""
        self.busy = True
        yield
        try:
            done = await self._run(undo_operation, operation_id=self.operation_id)
            self._take(await self._read(look.get, id=self.import_id))
            yield undone(done)
        finally:
            self.busy = False

    @calls()
    async def show(self, outcome: str) -> None:
        """Show the first rows of one outcome."""
        self.outcome = outcome
        self.samples = import_report.samples(self._report, outcome)

    def _take(self, known: ImportDetails) -> None:
        row = known.row
        self.import_id, self.file_name, self.noun, self.status = str(row.id), row.file_name, row.noun, row.status
        self.estimate, self.header, self.warnings = row.estimate, known.header, known.warnings
        self.columns = [
            {"name": one.name, "field": one.field or "", "samples": " · ".join(one.samples)} for one in known.columns
        ]
        self.filled = sum(bool(one.field) for one in known.columns)
        self.currency = str(known.options.get("currency", ""))
        self.pipeline_id = str(known.options.get("pipeline_id", ""))
        self.done, self.total = row.done, max(row.total or row.estimate, 1)
        self.stopping, self.error = row.stopping, row.error or ""
        self.refused_href = f"/api/files/{row.refused_file_id}" if row.refused_file_id else ""
        self.operation_id = str(row.operation_id or "")
        self.job_href = f"/jobs/{row.job_id}" if row.job_id else ""
        self.at = 1 if self._back else {"map": 1, "check": 2}.get(row.step, 3)
        self._tell(known)
        self.loading = False

    def _tell(self, known: ImportDetails) -> None:
        row, self._report = known.row, known.report
        self.counts = {name: getattr(row, name) for name in import_report.OUTCOMES}
        self.to_write = int(known.options.get("expected", row.created + row.updated))
        self.written = sum(self.counts.values())
        self.reasons = import_report.often(known.report, "reasons")
        self.notes = import_report.often(known.report, "notes")
        self.made = import_report.made(known.report)
        if not self.counts.get(self.outcome):
            self.outcome = next((name for name in import_report.OUTCOMES if self.counts[name]), "created")
        self.samples = import_report.samples(known.report, self.outcome)
