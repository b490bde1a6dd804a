"""No template takes the house down, and none reaches out of its values."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Invalid
from app.core.templates import check, evaluate, paths, render
from app.core.templates.limits import SECONDS

BIG: dict[str, Any] = {"s": "a" * 200_000, "l": list(range(9_000)), "d": {"x": 1}}


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in (1..1000000000) %}x{% endfor %}",
        "{% for i in (1..9000) %}{% for j in (1..9000) %}{% endfor %}{% endfor %}",
        "{% for i in (1..9000) %}{% endfor %}" * 3,
        "{{ (1..1000000000) | join: ',' }}",
        "{{ (1..1000000000) | size }}{{ (1..1000000000) | reverse }}",
        "{{ s | replace: 'a', s }}",
        "{{ s | replace: '', s }}",
        "{{ s | split: '' | size }}",
        "{{ l | join: s }}",
        "{{ l | concat: l | size }}",
        "{{ s }}{{ s }}{{ s }}",
        "{% assign x = s %}" + "{% assign x = x | append: x %}" * 30,
        "{% capture x %}{{ s }}{% endcapture %}{% capture y %}{{ x }}{{ x }}{% endcapture %}{{ y }}",
        "{{ 9 " + "| times: 999999999999999999999999999999 " * 50 + "}}",
        "{% if d %}" * 40 + "{% endif %}" * 40,
        "{{ " + "d[" * 5_000 + "d" + "]" * 5_000 + " }}",
        "{% if " + "d and " * 9_000 + "d %}{% endif %}",
        "{{ d " * 30_000,
    ],
)
def test_what_would_grow_without_end_is_refused_in_time(source: str) -> None:
    began = time.monotonic()
    with pytest.raises(Invalid):
        render(source, BIG)
    assert time.monotonic() - began < SECONDS + 3


def test_values_nested_without_end_are_refused() -> None:
    deep: Any = "{{ d.x }}"
    for _ in range(50):
        deep = [deep]
    with pytest.raises(Invalid):
        evaluate(deep, BIG)


SIGNS = [
    "{{",
    "}}",
    "{%",
    "%}",
    "|",
    ".",
    "'",
    "==",
    "<",
    "(1..3)",
    "[0]",
    "[",
    "]",
    ":",
    ",",
    " ",
    "\n",
    "=",
    "-",
    "#",
]
NAMES = "__class__ user name x for in if endif endfor assign capture endcapture case when default append map replace"
SIGNS += [*NAMES.split(), "date", "money", "_place", "size", "first", "nil", "raw", "9" * 30]
SOUP = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join) | st.text(max_size=60)
WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["name", "x", "user"]), inner),
    max_leaves=12,
)
SECRET = "s3cr3t-of-the-house"
PARTS = ["trap", "name", "__class__", "__init__", "_hidden", "x", "0"]


class Trap:
    """An object that must never be looked into."""

    name = SECRET

    def __str__(self) -> str:
        return SECRET

    def __getitem__(self, key: object) -> str:
        return SECRET


@settings(max_examples=400, deadline=None)
@given(source=SOUP, user=VALUES)
def test_any_text_is_filled_or_refused_and_nothing_escapes(source: str, user: Any) -> None:
    scope = {"user": user, "x": [1, {"name": "n"}], "trap": Trap(), "_hidden": SECRET}
    for work in (render, evaluate):
        try:
            told = str(work(source, scope))
        except Invalid as refused:
            told = json.dumps([refused.message, refused.fields])
        assert SECRET not in told


@settings(max_examples=200, deadline=None)
@given(
    path=st.lists(
        st.sampled_from(["trap", "name", "__class__", "__init__", "_hidden", "x", "0"]), min_size=1, max_size=4
    )
)
def test_no_path_reaches_into_an_object(path: list[str]) -> None:
    scope = {"trap": Trap(), "_hidden": SECRET, "x": [Trap()]}
    for source in ("{{ " + ".".join(path) + " }}", "{{ x | map: '" + path[-1] + "' }}", "{{ trap | append: '' }}"):
        try:
            told = render(source, scope)
        except Invalid:
            continue
        assert SECRET not in told


@settings(max_examples=300, deadline=None)
@given(value=WORD)
def test_no_value_becomes_markup(value: str) -> None:
    html = render("<p>{{ v }}</p>", {"v": value}, "html")
    assert html.count("<") == 2
    assert render("{{ v }}", {"v": value}) == value


@settings(max_examples=300, deadline=None)
@given(source=SOUP)
def test_what_is_checked_without_a_problem_can_be_filled_or_lacks_a_kind(source: str) -> None:
    problems = check(source, ["user.name", "x.*"])
    assert all(problem.message and problem.line >= 1 for problem in problems)
    try:
        found = paths(source)
    except Invalid:
        assert problems
    else:
        assert all(isinstance(path, str) and path for path in found)
