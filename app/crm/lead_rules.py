"""The rules that score leads and the policy that assigns them, as people change them."""

from dataclasses import dataclass
from typing import Annotated, Any, TypedDict, Unpack
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.founding import Founded, on_founded
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.crm import records
from app.crm.candidates import STRATEGIES, Strategy
from app.crm.models import AssignmentPolicy, ScoreRule
from app.crm.rows.values import Name
from app.crm.score_rules import default_score_rules
from app.crm.scoring import ScoreKind, checked_condition

READ, WRITE = Permission.SETTINGS_READ, Permission.SETTINGS_WRITE
Points = Annotated[int, Field(ge=-100, le=100)]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A score rule: leads that meet `condition` get `points`."""

    id: UUID
    version: int
    name: str
    kind: str
    condition: dict[str, Any]
    points: int
    position: int
    active: bool


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """How new leads find their owner: the strategies in the order they are asked."""

    strategies: list[str]
    automatic: bool


class RuleChanges(TypedDict, total=False):
    """What may be changed about a score rule."""

    name: Name
    kind: ScoreKind
    condition: dict[str, Any]
    points: Points
    active: bool


@action("score_rule.list", permission=READ, effect=Effect.READ, title="List score rules")
def list_(session: Session, actor: Actor) -> list[RuleRow]:
    """All score rules in their order."""
    return [_row(rule) for rule in session.scalars(select(ScoreRule).order_by(col(ScoreRule.position)))]


@action("score_rule.create", permission=WRITE, effect=Effect.WRITE, title="Add score rule")
def create(
    session: Session, actor: Actor, name: Name, kind: ScoreKind, condition: dict[str, Any], points: Points
) -> RuleRow:
    """A new rule for leads scored from now on; raises Invalid for a condition that no lead could be held against."""
    last = session.scalar(select(func.max(col(ScoreRule.position)))) or 0
    rule = ScoreRule(
        name=name, kind=kind, condition=checked_condition(condition), points=points, position=last + 1, active=True
    )
    return _row(records.add(session, rule))


@action("score_rule.update", permission=WRITE, effect=Effect.WRITE, title="Edit score rule")
def update(
    session: Session, actor: Actor, id: UUID, version: int | None = None, **changes: Unpack[RuleChanges]
) -> RuleRow:
    """Change the given fields only. Raises Invalid, and Conflict when somebody else has changed it since `version`."""
    values: dict[str, Any] = dict(changes)
    if "condition" in values:
        values["condition"] = checked_condition(values["condition"])
    return _row(records.change(session, ScoreRule, id, version, values))


@action("score_rule.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete score rule")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Delete a rule; scores given by it stay until the leads are scored again."""
    records.remove(session, ScoreRule, id)


@action("assignment.get", permission=READ, effect=Effect.READ, title="Show lead assignment")
def policy(session: Session, actor: Actor) -> PolicyRow:
    """How new leads find their owner."""
    found = session.scalars(select(AssignmentPolicy)).first()
    return PolicyRow(list(found.strategies), found.automatic) if found else PolicyRow(list(STRATEGIES), True)


@action("assignment.update", permission=WRITE, effect=Effect.WRITE, title="Change lead assignment")
def change_policy(
    session: Session, actor: Actor, strategies: list[Strategy] | None = None, automatic: bool | None = None
) -> PolicyRow:
    """Change in which order the strategies are asked, or switch automatic assignment on or off."""
    found = session.scalars(select(AssignmentPolicy).with_for_update()).first()
    if found is None:
        found = records.add(session, AssignmentPolicy(strategies=list(STRATEGIES), automatic=True))
    if strategies is not None:
        found.strategies = list(dict.fromkeys(strategies))
    if automatic is not None:
        found.automatic = automatic
    session.flush()
    return policy(session, actor)


def _row(rule: ScoreRule) -> RuleRow:
    return RuleRow(**{name: getattr(rule, name) for name in RuleRow.__dataclass_fields__})


@on_founded
def _first_rules(session: Session, actor: Actor, founded: Founded) -> None:
    session.add_all(
        ScoreRule(name=rule.name, kind=rule.kind, condition=rule.condition, points=rule.points, position=place)
        for place, rule in enumerate(default_score_rules())
    )
    session.flush()
