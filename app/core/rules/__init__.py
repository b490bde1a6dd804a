"""The one condition language: parsed from JSON, compiled to SQL, evaluated in Python, explained in words."""

from app.core.rules.evaluation import matches, predicate
from app.core.rules.fields import FieldSpec, Kind
from app.core.rules.model import Condition, Group, Rule, all_of, any_of, parse
from app.core.rules.reasons import Reason, explain
from app.core.rules.sql import compile

__all__ = [
    "Condition",
    "FieldSpec",
    "Group",
    "Kind",
    "Reason",
    "Rule",
    "all_of",
    "any_of",
    "compile",
    "explain",
    "matches",
    "parse",
    "predicate",
]
