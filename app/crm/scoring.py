"""The score of a lead: points by rules, each with its reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

from app.core.errors import Invalid
from app.core.rules import FieldSpec, parse, predicate
from app.core.times import utc_now
from app.crm.lead_facts import LEAD_FACTS, facts

ScoreKind = Literal["demographic", "behavioural", "engagement", "fit"]
Grade = Literal["A", "B", "C", "D"]
KINDS: tuple[ScoreKind, ...] = ("demographic", "behavioural", "engagement", "fit")
UTC_ZONE = ZoneInfo("UTC")
_GRADES: tuple[tuple[int, Grade], ...] = ((75, "A"), (50, "B"), (25, "C"), (0, "D"))


class Scored(Protocol):
    """What gives points: a row of the rules' table as well as a `ScoreRule`."""

    name: str
    kind: str
    condition: Any
    points: int


@dataclass
class ScoreRule:
    """Leads that meet `condition` (the condition language over `LEAD_FACTS`) get `points`, which may be below zero."""

    name: str
    kind: str
    condition: Any
    points: int


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger of a score."""

    rule: str
    kind: str
    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Score:
    """The points in all, from 0 to 100, their grade, and where they come from; `broken` names unreadable rules."""

    total: int
    grade: Grade
    lines: tuple[Line, ...] = ()
    broken: tuple[str, ...] = ()

    def by_kind(self) -> dict[str, int]:
        """Return the points of each kind, unlimited."""
        return {kind: sum(line.points for line in self.lines if line.kind == kind) for kind in KINDS}


def score(
    lead: Mapping[str, object],
    rules: Iterable[Scored],
    now: datetime | None = None,
    tz: ZoneInfo = UTC_ZONE,
    fields: Mapping[str, FieldSpec] = LEAD_FACTS,
) -> Score:
    """Return the score of a lead, given as its fields by name; a rule that cannot be read gives nothing."""
    return scorer(rules, now, tz, fields)(lead)


def scorer(
    rules: Iterable[Scored],
    now: datetime | None = None,
    tz: ZoneInfo = UTC_ZONE,
    fields: Mapping[str, FieldSpec] = LEAD_FACTS,
) -> Callable[[Mapping[str, object]], Score]:
    """Return the function that scores one lead after another by rules that are read once."""
    tests: list[tuple[Line, Callable[[Mapping[str, object]], bool]]] = []
    broken: list[str] = []
    for rule in rules:
        line = Line(rule.name, rule.kind, rule.points, f"{rule.name}: {rule.points:+d}")
        try:
            tests.append((line, predicate(parse(rule.condition), fields, now or utc_now(), tz)))
        except Invalid:
            broken.append(rule.name)

    def scored(lead: Mapping[str, object]) -> Score:
        known = facts(lead)
        lines = tuple(line for line, met in tests if line.points and met(known))
        total = max(0, min(100, sum(line.points for line in lines)))
        return Score(total, grade_of(total), lines, tuple(broken))

    return scored


def grade_of(total: int) -> Grade:
    """Return A from 75 points, B from 50, C from 25, else D."""
    return next(grade for least, grade in _GRADES if total >= least)


def checked_condition(condition: object, fields: Mapping[str, FieldSpec] = LEAD_FACTS) -> dict[str, Any]:
    """Return a score rule's condition as it is stored. Raises Invalid for one that no lead could be held against."""
    group = parse(condition)
    if not group.rules:
        raise Invalid("A score rule needs a condition.")
    predicate(group, fields, utc_now(), UTC_ZONE)
    return group.model_dump(mode="json")
