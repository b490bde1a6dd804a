"""The page of tasks: when they are due, ticking off, editing, two people at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.core import actions
from app.core.actor import Actor
from app.crm import tasks
from state.crm.tasks import TasksState
from tests.factories.pages import call, state_of

FORM = {"title": "Call back", "detail": "", "due_on": "", "due_time": "", "priority": "2", "owner_id": ""}


def titles(state: Any) -> list[str]:
    return [row["title"] for row in state.rows]


@pytest.fixture
def page(owner: Actor) -> Any:
    noon = datetime.now(UTC).replace(hour=12, minute=0)
    for title, days in (("Late", -3), ("Now", 0), ("Later", 3)):
        actions.run(owner, tasks.create, {"title": title, "due_at": noon + timedelta(days=days)})
    actions.run(owner, tasks.create, {"title": "Some day"})
    state = state_of(TasksState, owner)
    call(state, "load")
    return state


def test_tasks_stand_where_they_are_due(page: Any) -> None:
    assert page.counts == {"today": 1, "overdue": 1, "upcoming": 1, "undated": 1}
    assert (page.view, titles(page)) == ("today", ["Now"])
    for view, expected in (("overdue", ["Late"]), ("upcoming", ["Later"]), ("undated", ["Some day"]), ("done", [])):
        call(page, "show_view", view)
        assert (page.view, titles(page)) == (view, expected)


def test_a_task_is_ticked_off_and_opened_again(page: Any) -> None:
    task = page.rows[0]["id"]
    call(page, "complete", task)
    assert (titles(page), page.counts["today"]) == ([], 0)
    call(page, "show_view", "done")
    assert titles(page) == ["Now"]
    call(page, "reopen", task)
    assert page.counts["today"] == 1


def test_tasks_of_one_or_of_everyone(page: Any, owner: Actor) -> None:
    call(page, "show_view", "undated")
    actions.run(owner, tasks.create, {"title": "Nobody's", "owner_id": None})
    call(page, "show_owner", "")
    assert (sorted(titles(page)), page.view, page.owner) == (["Nobody's", "Some day"], "undated", "")
    call(page, "show_owner", str(owner.member_id))
    assert titles(page) == ["Some day"]


def test_a_task_is_made_and_changed_in_its_form(page: Any, owner: Actor) -> None:
    call(page, "open_form")
    call(page, "save", FORM)
    call(page, "show_view", "undated")
    made = next(row for row in page.rows if row["title"] == "Call back")
    assert made["priority_name"] == "Urgent"
    call(page, "open_task", made["id"])
    due = {"due_on": "2030-01-02", "due_time": "10:30", "owner_id": str(owner.member_id)}
    call(page, "save", {**FORM, "title": "Call back twice", **due})
    call(page, "show_view", "upcoming")
    assert titles(page)[-1] == "Call back twice"
    call(page, "open_task", page.rows[-1]["id"])
    assert (page.task["due_on"], page.task["due_time"]) == ("2030-01-02", "10:30")


def test_the_later_of_two_is_told_and_may_save_again(page: Any, owner: Actor) -> None:
    task = page.rows[0]["id"]
    call(page, "open_task", task)
    actions.run(owner, tasks.update, {"id": task, "title": "Theirs"})
    call(page, "save", {**FORM, "title": "Mine"})
    assert "title" in page.clash
    assert page.creating
    call(page, "save", {**FORM, "title": "Mine"})
    assert actions.run(owner, tasks.get, {"id": task}).value.title == "Mine"


def test_a_day_that_is_none_is_refused_beside_its_field(page: Any) -> None:
    call(page, "open_form")
    call(page, "save", {**FORM, "due_on": "31.12."})
    assert (page.errors, page.creating) == ({"due_on": "not a day"}, True)
