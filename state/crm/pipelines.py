"""The pipelines and their stages, to be changed."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.errors import Invalid
from app.crm import pipelines
from app.crm.rows.pipelines import PipelineRow, StageRow
from state import live
from state.addresses import replace
from state.base import Page, calls

EDITED = ("name", "probability", "kind", "rots_after_days")


class PipelinesState(Page, rx.State):
    """One pipeline's stages as lines of a form that saves itself."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (pipelines.list_,)

    pipeline_tabs: list[dict[str, str]] = []
    pipeline_id: str = ""
    name: str = ""
    stages: list[dict[str, Any]] = []
    dialog: str = ""

    @calls()
    async def load(self) -> None:
        """Read the pipeline that the address names, or the first."""
        live.watch(PipelinesState.refresh, "pipeline", "stage")
        self.pipeline_id = str(dict(self.rx_router_url.query_parameters).get("pipeline", ""))
        self.dialog = ""
        await self._fill()

    @calls()
    async def refresh(self) -> None:
        """Read it again, because it changed."""
        await self._fill()

    async def _fill(self) -> None:
        found = await self._read(pipelines.list_)
        self.pipeline_tabs = [{"key": str(one.id), "label": one.name} for one in found]
        chosen = next((one for one in found if str(one.id) == self.pipeline_id), found[0] if found else None)
        self._take(chosen)
        self.loading = False

    def _take(self, chosen: PipelineRow | None) -> None:
        self.pipeline_id, self.name = (str(chosen.id), chosen.name) if chosen else ("", "")
        lines = chosen.stages if chosen else []
        self.stages = [_line(stage, at, len(lines)) for at, stage in enumerate(lines)]

    @calls()
    async def show(self, pipeline_id: str) -> EventSpec:
        """Show another pipeline."""
        self.pipeline_id = pipeline_id
        await self._fill()
        return self._address()

    def _address(self) -> EventSpec:
        return replace("/deals/pipelines", {"pipeline": self.pipeline_id})

    @calls()
    async def open_dialog(self, name: str) -> None:
        """Ask for a name, or whether one is sure."""
        self.dialog, self.errors = name[:20], {}

    @calls()
    async def close_dialog(self) -> None:
        """Put the question away."""
        self.dialog = ""

    @calls(pipelines.create)
    async def create(self, form: dict[str, Any]) -> list[EventSpec]:
        """Make a pipeline with the usual stages."""
        done = await self._run(pipelines.create, name=str(form.get("name", "")))
        self.dialog, self.pipeline_id = "", str(done.value.id)
        await self._fill()
        return [self._address(), self._told("Created “{name}”", done, name=done.value.name)]

    @calls(pipelines.rename)
    async def rename(self, form: dict[str, Any]) -> EventSpec:
        """Give the pipeline another name."""
        done = await self._run(pipelines.rename, id=self.pipeline_id, name=str(form.get("name", "")))
        self.dialog = ""
        await self._fill()
        return self._told("Renamed to “{name}”", done, name=done.value.name)

    @calls(pipelines.delete)
    async def delete(self) -> list[EventSpec]:
        """Delete the pipeline, if no deal stands in it."""
        self.dialog = ""
        done = await self._run(pipelines.delete, id=self.pipeline_id)
        told = self._told("Deleted “{name}”", done, name=self.name)
        self.pipeline_id = ""
        await self._fill()
        return [self._address(), told]

    @calls(pipelines.create_stage)
    async def add_stage(self, form: dict[str, Any]) -> EventSpec:
        """Add a stage before the closing ones."""
        given = {name: value for name, value in form.items() if value not in ("", None)}
        done = await self._run(pipelines.create_stage, {**given, "pipeline_id": self.pipeline_id})
        self.dialog = ""
        await self._fill()
        return self._told("Added “{name}”", done, name=done.value.name)

    @calls(pipelines.update_stage)
    async def save(self, stage_id: str, field: str, value: str | float | None) -> Any:
        """Change one thing about a stage."""
        before, text = self._stage(stage_id), _typed(value)
        if field not in EDITED or str(before[field]) == text:
            return None
        changed = {field: text or None}
        done = await self._run(pipelines.update_stage, {"id": stage_id, "version": before["version"], **changed})
        await self._fill()
        return self._told("Saved “{name}”", done, name=done.value.name)

    def _stage(self, stage_id: str) -> dict[str, Any]:
        found = next((one for one in self.stages if one["id"] == stage_id), None)
        if found is None:
            raise Invalid("This stage is not here (any more). Nothing was changed.")
        return found

    @calls(pipelines.order_stages)
    async def shift(self, stage_id: str, by: int) -> EventSpec:
        """Move a stage up (-1) or down (1)."""
        order, at = [one["id"] for one in self.stages], self.stages.index(self._stage(stage_id))
        order.insert(max(0, min(at + by, len(order) - 1)), order.pop(at))
        done = await self._run(pipelines.order_stages, pipeline_id=self.pipeline_id, stage_ids=order)
        await self._fill()
        return self._told("The stages have a new order.", done)

    @calls(pipelines.delete_stage)
    async def delete_stage(self, stage_id: str) -> EventSpec:
        """Delete a stage in which no deal stands."""
        name = self._stage(stage_id)["name"]
        done = await self._run(pipelines.delete_stage, id=stage_id)
        await self._fill()
        return self._told("Deleted “{name}”", done, name=name)


def _line(stage: StageRow, at: int, of: int) -> dict[str, Any]:
    return {
        "id": str(stage.id),
        "version": stage.version,
        "name": stage.name,
        "probability": stage.probability,
        "kind": stage.kind,
        "rots_after_days": stage.rots_after_days or "",
        "first": at == 0,
        "last": at == of - 1,
    }


def _typed(value: str | float | None) -> str:
    # Fields of numbers send numbers, and nothing where they are empty.
    return f"{value:g}" if isinstance(value, float | int) else (value or "").strip()
