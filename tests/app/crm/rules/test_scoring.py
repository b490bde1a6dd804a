"""Scores and their reasons."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import Invalid
from app.crm.lead_facts import email_kind, seniority
from app.crm.score_rules import default_score_rules
from app.crm.scoring import KINDS, ScoreRule, checked_condition, grade_of, score

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
RULES = default_score_rules()
BEST = {
    "email": "ceo@acme.test",
    "company_name": "Acme",
    "phone": "+49301234",
    "role": "Geschäftsführerin",
    "employees": 120,
    "budget": "25000.00",
    "source": "Website",
    "interest": "GTX Pro",
    "message": "We would like to replace our old system before the summer.",
    "consent": True,
    "extra": {"visits": 4, "replies": 1},
}


def test_a_good_lead_scores_high_and_says_why() -> None:
    result = score(BEST, RULES, NOW)
    assert (result.total, result.grade) == (100, "A")
    reasons = [line.reason for line in result.lines]
    assert "Business e-mail address: +10" in reasons
    assert "Decides on purchases: +20" in reasons
    assert "Replied: +15" in reasons
    assert sum(result.by_kind().values()) == sum(line.points for line in result.lines) > 100


def test_a_poor_lead_stays_at_zero_with_its_reasons() -> None:
    result = score({"name": "Nobody", "last_contact": NOW - timedelta(days=60)}, RULES, NOW)
    assert (result.total, result.grade) == (0, "D")
    assert [line.reason for line in result.lines] == ["Cannot be reached: -20", "No contact for 30 days: -10"]


def test_a_rule_that_cannot_be_read_costs_nobody_their_lead() -> None:
    bad = ScoreRule("Broken", "fit", {"field": "shoe_size", "operator": "equals", "value": 1}, 50)
    result = score({"email": "a@acme.test"}, [bad, *RULES], NOW)
    assert result.broken == ("Broken",)
    assert result.total == 10


def test_default_rules_can_be_stored_and_never_contradict() -> None:
    assert {rule.kind for rule in RULES} == set(KINDS)
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(checked_condition(rule.condition) for rule in RULES)
    with pytest.raises(Invalid, match="Did you mean “employees”"):
        checked_condition({"field": "employes", "operator": "at_least", "value": 1})
    with pytest.raises(Invalid, match="needs a condition"):
        checked_condition([])


@pytest.mark.parametrize(("total", "grade"), [(75, "A"), (74, "B"), (50, "B"), (25, "C"), (24, "D")])
def test_grades(total: int, grade: str) -> None:
    assert grade_of(total) == grade


def test_what_follows_from_addresses_and_titles() -> None:
    assert [email_kind(text) for text in ("a@gmail.com", "a@acme.test", "")] == ["free", "business", None]
    titles = [
        "CEO & Founder",
        "Managing Director",
        "Directora de ventas",
        "Head of Sales",
        "Chef de projet",
        "Clerk",
        "",
    ]
    assert [seniority(text) for text in titles] == ["decides", "decides", "leads", "leads", "leads", "works", None]
