"""A whole workflow as people write it."""

from typing import Annotated, Any

from pydantic import Field

from app.automation.definition.part import Part, Short
from app.automation.definition.settings import Settings
from app.automation.definition.step import Step, Steps
from app.automation.definition.trigger import TriggerConfig, TriggerType
from app.automation.definition.walk import walk


class Definition(Part):
    """Name, trigger, steps and settings of a workflow."""

    name: Short
    description: Annotated[str | None, Field(max_length=5_000)] = None
    trigger_type: TriggerType
    trigger_config: TriggerConfig = TriggerConfig()
    steps: Steps
    settings: Settings = Settings()

    def step(self, step_id: str) -> Step | None:
        """The step of that id, wherever it stands."""
        return next((step for _, step in walk(self.steps) if step.id == step_id), None)

    def wire_steps(self) -> list[dict[str, Any]]:
        """The steps as JSON, with their ids."""
        return [step.wire() for step in self.steps]
