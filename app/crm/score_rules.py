"""The score rules a new organisation starts with; all of them can be changed."""

from typing import Any

from app.crm.scoring import ScoreRule


def default_score_rules() -> list[ScoreRule]:
    """Return the rules in the order they are shown: fit, demographic, behavioural, engagement."""
    return [*_fit(), *_demographic(), *_behavioural(), *_engagement()]


def _when(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value, "combinator": "and"}


def _rule(name: str, kind: str, points: int, *tests: dict[str, Any]) -> ScoreRule:
    return ScoreRule(name, kind, {"rules": list(tests), "combinator": "and"}, points)


def _fit() -> list[ScoreRule]:
    return [
        _rule("Business e-mail address", "fit", 10, _when("email_kind", "equals", "business")),
        _rule("50 employees or more", "fit", 15, _when("employees", "at_least", 50)),
        _rule("10 to 49 employees", "fit", 8, _when("employees", "between", [10, 49])),
        _rule("Budget of 10,000 or more", "fit", 20, _when("budget", "at_least", 10_000)),
        _rule("Budget named", "fit", 8, _when("budget", "greater_than", 0), _when("budget", "less_than", 10_000)),
    ]


def _demographic() -> list[ScoreRule]:
    return [
        _rule("Decides on purchases", "demographic", 20, _when("seniority", "equals", "decides")),
        _rule("Leads a team", "demographic", 10, _when("seniority", "equals", "leads")),
        _rule("Company named", "demographic", 5, _when("company_name", "is_not_empty")),
        _rule("Phone number given", "demographic", 5, _when("phone", "is_not_empty")),
        _rule("Cannot be reached", "demographic", -20, _when("email", "is_empty"), _when("phone", "is_empty")),
    ]


def _behavioural() -> list[ScoreRule]:
    recommended = ["referral", "partner", "recommendation", "customer"]
    came = ["website", "web", "form", "demo", "landing page", "webinar", "chat"]
    return [
        _rule("Recommended to us", "behavioural", 15, _when("source", "in", recommended)),
        _rule("Came to us", "behavioural", 10, _when("source", "in", came)),
        _rule("Says what they want", "behavioural", 10, _when("interest", "is_not_empty")),
        _rule("Wrote a message", "behavioural", 5, _when("message_length", "at_least", 40)),
        _rule("Visited three times or more", "behavioural", 10, _when("visits", "at_least", 3)),
        _rule("Downloaded something", "behavioural", 5, _when("downloads", "at_least", 1)),
    ]


def _engagement() -> list[ScoreRule]:
    silent = [_when("last_contact", "less_than", "30_days_ago")]
    return [
        _rule("Opened two e-mails or more", "engagement", 5, _when("opens", "at_least", 2)),
        _rule("Clicked a link", "engagement", 10, _when("clicks", "at_least", 1)),
        _rule("Replied", "engagement", 15, _when("replies", "at_least", 1)),
        _rule("Agreed to be written to", "engagement", 5, _when("consent", "equals", True)),
        _rule("No contact for 30 days", "engagement", -10, *silent),
    ]
