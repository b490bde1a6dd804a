"""The trait of list pages: what stands in the address, paging, sorting, filtering, choosing."""

import asyncio
from typing import Any

import pytest
import reflex as rx
from reflex.state import State

from app import features
from app.core import actions
from app.core.actor import Actor
from state import here
from state.mixins import ListPage

NAMES = ("Ada", "Barbara", "Grace", "Edsger", "Donald")


class People(ListPage, rx.State):
    """A list of contacts, as a page of the house makes it."""

    _list = features.contacts.list_
    _count = features.contacts.count
    _home = "/people"
    _limit = 2

    def _row(self, item: Any) -> dict[str, Any]:
        return {"id": str(item.id), "name": item.name}


@pytest.fixture
def people(owner: Actor) -> Any:
    for name in NAMES:
        actions.run(owner, features.contacts.create, {"name": name})
    here.enter(owner)
    root = State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    return next(state for state in root.substates.values() if isinstance(state, People))


def call(people: Any, name: str, *args: Any) -> Any:
    """Call a handler as an event would."""
    return asyncio.run(People.event_handlers[name].fn(people, *args))


def shown(people: Any) -> list[str]:
    return [row["name"] for row in people.rows]


def test_pages_go_on_and_back(people: Any) -> None:
    call(people, "load")
    assert shown(people) == ["Donald", "Edsger"]
    assert (people.total, people.has_next, people.has_previous, people.loading) == (5, True, False, False)
    call(people, "next_page")
    assert shown(people) == ["Grace", "Barbara"]
    call(people, "previous_page")
    assert shown(people) == ["Donald", "Edsger"]


def test_sort_search_and_rules_start_at_the_first_page(people: Any) -> None:
    call(people, "load")
    call(people, "next_page")
    call(people, "sort_by", "name")
    assert shown(people) == ["Ada", "Barbara"]
    call(people, "sort_by", "name")
    assert shown(people) == ["Grace", "Edsger"]
    call(people, "search_for", "barb")
    assert shown(people) == ["Barbara"]
    call(people, "clear_rules")
    call(people, "add_rule", "name", "equals", "Ada", "Ada")
    assert (shown(people), people.total) == (["Ada"], 1)
    call(people, "remove_rule", "name")
    assert people.total == 5


def test_the_address_holds_what_is_shown(people: Any) -> None:
    call(people, "load")
    call(people, "add_rule", "name", "equals", "Ada", "Ada")
    event = str(call(people, "sort_by", "name"))
    assert "/people?sort=name&where=" in event
    assert "history.replaceState" in event


def test_choosing_rows_names_them_or_the_query(people: Any) -> None:
    call(people, "load")
    call(people, "toggle_page", True)
    assert people._target() == {"ids": [row["id"] for row in people.rows]}
    call(people, "toggle", people.rows[0]["id"], False)
    assert people._target() == {"ids": [people.rows[1]["id"]]}
    call(people, "search_for", "a")
    assert people.selected == []
    call(people, "toggle_page", True)
    call(people, "select_everything")
    assert people._target()["query"]["search"] == "a"


def test_odd_values_are_refused_with_a_toast(people: Any) -> None:
    call(people, "load")
    for args in ((5,), ({"a": 1},), (None,), (), ("name", "again")):
        assert "not understood" in str(call(people, "sort_by", *args))
    assert "error" in str(call(people, "sort_by", "password"))


def test_a_handler_may_only_call_what_it_names(people: Any) -> None:
    from state.calls import calls

    class Sly(People):
        """A page with a handler that calls more than it says."""

        @calls()
        async def sly(self) -> None:
            """Creates without having said so."""
            await self._run(features.contacts.create, name="x")

    with pytest.raises(RuntimeError, match="does not declare"):
        asyncio.run(Sly.event_handlers["sly"].fn(people))
