"""Saved views: one's own and shared ones, checked against their list, undone like any edit."""

import pytest

from app.core.actions import run
from app.core.actor import Actor
from app.core.errors import Invalid, NotFound, Refused
from app.core.history import actions as history
from app.core.settings import Settings
from app.crm import saved_views
from tests.factories.logins import signed_up
from tests.factories.people import colleague

HOT = {"field": "score", "operator": "greater_than", "value": 60, "label": "60"}
VIEW = {"noun": "lead", "name": "Hot", "rules": [HOT], "sort": "-score"}


@pytest.fixture
def owner(house: Settings) -> Actor:
    return signed_up()[0]


def names(actor: Actor, noun: str = "lead") -> list[str]:
    return [one.name for one in run(actor, saved_views.list_, {"noun": noun}).value]


def test_a_view_is_ones_own_until_it_is_shared(owner: Actor) -> None:
    other = colleague(owner, "Vera Viewer", "viewer")
    made = run(owner, saved_views.save, VIEW).value
    assert (made.rules, made.sort, made.mine) == ([HOT], "-score", True)
    assert (names(owner), names(other), names(owner, "deal")) == (["Hot"], [], [])
    run(owner, saved_views.save, {**VIEW, "name": "hot", "shared": True})
    assert (names(owner), names(other)) == (["hot"], ["hot"])
    with pytest.raises(NotFound):
        run(other, saved_views.delete, {"id": made.id})
    with pytest.raises(Refused):
        run(other, saved_views.save, {**VIEW, "shared": True})


def test_a_deleted_view_comes_back(owner: Actor) -> None:
    made = run(owner, saved_views.save, VIEW).value
    gone = run(owner, saved_views.delete, {"id": made.id})
    assert names(owner) == []
    run(owner, history.undo, {"operation_id": gone.operation_id})
    assert names(owner) == ["Hot"]


@pytest.mark.parametrize("wrong", [{"sort": "shoe_size"}, {"rules": [{**HOT, "field": "shoe_size"}]}, {"name": " "}])
def test_what_the_list_does_not_have_is_refused(owner: Actor, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        run(owner, saved_views.save, {**VIEW, **wrong})
    assert names(owner) == []
