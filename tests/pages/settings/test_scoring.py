"""Lead rules as their page handles them; conditions to lines of a form and back."""

from typing import Any

import pytest

from app.core import actions
from app.core.actor import Actor
from app.core.errors import Invalid
from app.crm import lead_preview, lead_rules, leads
from app.crm.score_rules import default_score_rules
from state.settings.conditions import condition_of, rows_of, said
from state.settings.preview import PreviewState
from state.settings.scoring import ScoringState
from tests.factories.lead_management import live_on
from tests.factories.logins import signed_up
from tests.factories.states import call, state_of


@pytest.fixture
def founder(house: object) -> Actor:
    """The owner of an organisation with the rules that every new one has."""
    return signed_up()[0]


def _leaves(condition: Any) -> list[tuple[Any, ...]]:
    return [(rule["field"], rule["operator"], rule["value"]) for rule in condition["rules"]]


@pytest.mark.parametrize("rule", default_score_rules(), ids=lambda rule: rule.name)
def test_conditions_survive_the_form(rule: Any) -> None:
    lines, joined = rows_of(rule.condition)
    assert _leaves(condition_of(lines, joined)) == _leaves(rule.condition)
    assert all(part["field"] and part["operator"] for part in said(rule.condition))


def test_a_condition_in_words_keeps_its_groups() -> None:
    head = {"field": "role", "operator": "contains", "value": "head"}
    none = {"field": "email", "operator": "is_empty", "combinator": "or"}
    size = {"field": "employees", "operator": "between", "value": [10, 49]}
    told = said({"rules": [size, {"rules": [head, none]}]})
    words = " ".join(f"{p['join']} {p['opens']}{p['field']} {p['operator']} {p['value']}{p['closes']}" for p in told)
    assert " ".join(words.split()) == "Employees is between 10 – 49 and (Role contains head or E-mail is empty )"


@pytest.mark.parametrize(
    "line",
    [
        {"field": "employees", "operator": "at_least", "value": "many"},
        {"field": "source", "operator": "equals", "value": " "},
        {"field": "password", "operator": "equals", "value": "x"},
    ],
)
def test_what_no_lead_can_be_held_against_is_refused(line: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        condition_of([line], "and")
    assert "condition" in refused.value.fields


def test_a_rule_is_written_counts_and_goes(founder: Actor) -> None:
    actions.run(founder, leads.create, {"name": "Ada", "city": "Bonn", "email": "ada@gmail.com"})
    live_on()
    state = state_of(ScoringState, founder)
    call(state, "load")
    call(state, "add", "fit")
    number = state.tests[0]["n"]
    call(state, "set_field", number, "city")
    call(state, "set_operator", number, "equals")
    call(state, "set_value", number, "Bonn")
    assert "is saved" in call(state, "save", {"name": "From Bonn", "kind": "fit", "points": "40"})
    rule = next(one for one in state.groups["fit"] if one["name"] == "From Bonn")
    assert (rule["gives"], [part["value"] for part in rule["said"]]) == ("+40", ["Bonn"])
    assert '"count": 1' in call(state, "rescore")
    assert actions.run(founder, leads.list_, {}).value.items[0].score >= 40
    call(state, "switch", rule["id"], False)
    assert not next(one for one in state.groups["fit"] if one["id"] == rule["id"])["active"]
    call(state, "edit", rule["id"])
    assert "is deleted" in call(state, "delete")


def test_groups_that_the_form_cannot_show_stay_as_they_are(founder: Actor) -> None:
    near = [{"field": "city", "operator": "equals", "value": name, "combinator": "or"} for name in ("Bonn", "Ulm")]
    condition = {"rules": [{"field": "employees", "operator": "at_least", "value": 5}, {"rules": near}]}
    given = {"name": "Near", "kind": "fit", "condition": condition, "points": 5}
    made = actions.run(founder, lead_rules.create, given).value
    state = state_of(ScoringState, founder)
    call(state, "load")
    call(state, "edit", str(made.id))
    call(state, "save", {"name": "Nearby", "kind": "fit", "points": "6"})
    kept = next(rule for rule in actions.run(founder, lead_rules.list_, {}).value if rule.id == made.id)
    assert (kept.name, kept.points, kept.condition) == ("Nearby", 6, made.condition)


def test_strategies_move_and_rest(founder: Actor) -> None:
    state = state_of(ScoringState, founder)
    call(state, "load")
    call(state, "move", "skill")
    assert [one["key"] for one in state.strategies] == ["skill", "territory", "capacity", "round_robin"]
    call(state, "use", "territory", False)
    assert [one["key"] for one in state.strategies if one["on"]] == ["skill", "capacity", "round_robin"]
    assert "wait in the queue" in call(state, "set_automatic", False)
    assert state.automatic is False


def test_a_trial_keeps_nothing_and_tells_what_would_be(founder: Actor) -> None:
    state = state_of(PreviewState, founder)
    call(state, "load")
    call(state, "try_lead", {"email": "marta@helio.example", "role": "CEO", "employees": "120", "consent": "on"})
    assert (state.tried, state.owner) == (True, "Ada Alder")
    made = actions.run(
        founder,
        leads.create,
        {"name": "Marta", "email": "marta@helio.example", "role": "CEO", "employees": 120, "consent": True},
    ).value
    live_on()
    made = actions.run(founder, leads.get, {"id": made.id}).value
    assert (state.score, state.grade) == (made.score, made.grade)
    assert actions.run(founder, leads.count, {}).value.value == 1
    call(state, "try_lead", {"email": "no address"})
    assert "email" in state.errors


def test_the_trial_says_who_would_not(founder: Actor) -> None:
    actions.run(founder, lead_rules.change_policy, {"automatic": False})
    found = actions.run(founder, lead_preview.preview, {"email": "a@b.example"}).value
    assert (found.owner_name, found.reason) == (None, "Automatic assignment is switched off")
