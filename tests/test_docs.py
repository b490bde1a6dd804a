"""The reference of workflows names what there is, and what it shows can be run."""

import json
import re
from typing import get_args

from app.automation.definition import parse
from app.automation.definition.kinds import KINDS
from app.automation.definition.settings import Settings
from app.automation.definition.trigger import TriggerType
from app.core.settings import CHECKOUT

TEXT = (CHECKOUT / "docs" / "workflows.md").read_text(encoding="utf-8")


def rows(heading: str) -> set[str]:
    """The names in the first cells of the table below a heading."""
    body = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0].split("|---|---|\n")[1]
    cells = [line.split("|")[1] for line in body.splitlines() if line.startswith("| ")]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_trigger_step_and_setting_is_named() -> None:
    assert rows("What starts it") == {*get_args(TriggerType)}
    assert rows("Steps") == {*KINDS}
    assert rows("Settings") == {field.alias or name for name, field in Settings.model_fields.items()}


def test_every_field_of_a_step_is_named() -> None:
    lines = {line.split("`")[1]: line for line in TEXT.splitlines() if line.startswith("| `")}
    for name, step in KINDS.items():
        mine = {field.alias or at for at, field in step.model_fields.items() if at not in step.__mro__[1].model_fields}
        assert {field for field in mine if f"`{field}`" not in lines[name]} == set(), name


def test_the_example_is_a_workflow() -> None:
    example = TEXT.split("\n    {", 1)[1].split("\n\n")[0]
    assert [step.type for step in parse(json.loads("{" + example)).steps] == ["wait", "sendEmail", "wait", "condition"]
