"""The editor of pipelines: lines that save themselves."""

import asyncio
from typing import Any

import pytest
from reflex.state import State

from app.core.settings import Settings
from state import here
from state.crm.pipelines import PipelinesState
from tests.factories.logins import signed_up


@pytest.fixture
def editor(house: Settings) -> Any:
    """The page as the owner of a new organisation sees it."""
    here.enter(signed_up()[0])
    root = State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    found: Any = next(state for state in root.substates.values() if isinstance(state, PipelinesState))
    call(found, "refresh")
    return found


def call(editor: Any, name: str, *args: Any) -> str:
    """Call a handler as an event would."""
    return str(asyncio.run(PipelinesState.event_handlers[name].fn(editor, *args)))


def names(editor: Any) -> list[str]:
    return [stage["name"] for stage in editor.stages]


def test_a_stage_is_added_before_the_closing_ones_even_after_one_was_deleted(editor: Any) -> None:
    call(editor, "delete_stage", editor.stages[1]["id"])
    call(editor, "add_stage", {"name": "Pilot"})
    assert names(editor) == ["Qualified", "Negotiation", "Pilot", "Won", "Lost"]


def test_what_is_typed_into_a_line_is_saved_and_the_same_is_not(editor: Any) -> None:
    first = editor.stages[0]["id"]
    assert "Saved" in call(editor, "save", first, "probability", 35.0)
    assert call(editor, "save", first, "probability", 35.0) == "None"
    assert "Saved" in call(editor, "save", first, "name", "New here")
    assert "Saved" in call(editor, "save", first, "rots_after_days", 7.0)
    assert "Saved" in call(editor, "save", first, "rots_after_days", None)
    assert (names(editor)[0], editor.stages[0]["probability"], editor.stages[0]["rots_after_days"]) == (
        "New here",
        35,
        "",
    )
    assert call(editor, "save", first, "tenant_id", "x") == "None"


def test_stages_move_and_pipelines_come_and_go(editor: Any) -> None:
    call(editor, "shift", editor.stages[0]["id"], 1)
    assert names(editor)[:2] == ["Proposal", "Qualified"]
    call(editor, "create", {"name": "Renewals"})
    assert (editor.name, len(editor.pipeline_tabs)) == ("Renewals", 2)
    call(editor, "delete")
    assert [tab["label"] for tab in editor.pipeline_tabs] == ["Sales"]
    assert "only pipeline" in call(editor, "delete")
