"""Bars of the home page."""

from app.core.metrics import Point
from state.home.figures import _worth


def test_stages_without_amounts_are_counted() -> None:
    bare = [Point("Engaging", "a", 0, {"count": 12}), Point("Prospecting", "b", 0, {"count": 5})]
    points, unit = _worth(bare, "money")
    assert ([point.value for point in points], unit) == ([12, 5], "count")


def test_one_amount_is_enough_to_speak_of_money() -> None:
    mixed = [Point("Engaging", "a", 100, {"count": 12}), Point("Prospecting", "b", 0, {"count": 5})]
    assert _worth(mixed, "money") == (mixed, "money")
    assert _worth([], "money") == ([], "money")
