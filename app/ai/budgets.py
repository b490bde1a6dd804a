"""Budgets: what paid services may cost in a month, what they did cost, and the refusal beyond."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from sqlalchemy import Select, func, select
from sqlmodel import col

from app.accounts.founding import Founded, on_founded
from app.accounts.tenants import zone_of
from app.ai.models import Budget, Cost
from app.ai.registry import PROVIDERS
from app.core import times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Refused
from app.core.events import record

TOTAL = "total"
TITLES = {TOTAL: "all services", "email": "e-mail", "sms": "SMS"}
SHIPPED = {"openai": 500, "email": 100, "sms": 50, TOTAL: 1000}
Usd = Annotated[Decimal, Field(ge=0, le=10_000_000, decimal_places=2)]
Service = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """What a service may cost a month and what it has cost in this one, in US dollars."""

    service: str
    title: str
    usd_month: Decimal
    spent: Decimal
    tokens: int


@action("ai_budget.list", permission=Permission.SETTINGS_READ, effect=Effect.READ, title="Show budgets")
def list_(session: Session, actor: Actor) -> list[BudgetRow]:
    """All budgets with what was spent of them in this month."""
    rows: list[BudgetRow] = []
    for budget in session.scalars(select(Budget).order_by(col(Budget.service))):
        used, tokens = spent(session, budget.service)
        rows.append(BudgetRow(budget.service, title(budget.service), budget.usd_month, used, tokens))
    return rows


@action("ai_budget.save", permission=Permission.SETTINGS_WRITE, effect=Effect.WRITE, title="Set budget")
def save(session: Session, actor: Actor, service: Service, usd_month: Usd) -> BudgetRow:
    """Set what a service ("openai", "total") may cost a month, in US dollars."""
    budget = session.scalars(select(Budget).where(col(Budget.service) == service)).first()
    budget = budget or Budget(service=service, usd_month=usd_month)
    budget.usd_month = usd_month
    session.add(budget)
    session.flush()
    record(session, "ai_budget.saved", budget, service=service)
    used, tokens = spent(session, service)
    return BudgetRow(service, title(service), usd_month, used, tokens)


def afford(session: Session, service: str, most: Decimal) -> None:
    """Raise Refused for a use that the budgets do not allow as they stand now; nothing is set aside."""
    for budget in session.scalars(_bounds(service)):
        _check(session, budget, most)


def reserve(session: Session, key: str, service: str, operation: str, most: Decimal) -> Cost:
    """Set aside what one use may cost, until `settle` says what it did; once for each key.

    Budgets stay locked until the commit, so that two uses never share the last dollar. Raises Refused.
    """
    held = session.scalars(select(Cost).where(col(Cost.key) == key)).first()
    if held is not None:
        return held
    for budget in session.scalars(_bounds(service).with_for_update()):
        _check(session, budget, most)
    cost = Cost(key=key, service=service, operation=operation, cost_usd=most)
    session.add(cost)
    session.flush()
    return cost


def settle(session: Session, key: str, cost_usd: Decimal, tokens: int) -> None:
    """Say what a use did cost."""
    cost = session.scalars(select(Cost).where(col(Cost.key) == key)).one()
    cost.cost_usd, cost.tokens_used, cost.settled = cost_usd, tokens, True


def release(session: Session, key: str) -> None:
    """Give back what was set aside for a use that came to nothing."""
    cost = session.scalars(select(Cost).where(col(Cost.key) == key, col(Cost.settled).is_(False))).first()
    if cost is not None:
        session.delete(cost)


def spent(session: Session, service: str) -> tuple[Decimal, int]:
    """US dollars and tokens of a service ("total": of all) in this month of the organisation's time zone."""
    tz = zone_of(session)
    begun = times.moments("month", times.local(times.utc_now(), tz).date(), tz)[0]
    query = select(func.sum(col(Cost.cost_usd)), func.sum(col(Cost.tokens_used))).where(col(Cost.created_at) >= begun)
    if service != TOTAL:
        query = query.where(col(Cost.service) == service)
    used, tokens = session.execute(query).one()
    return used or Decimal(0), int(tokens or 0)


def title(service: str) -> str:
    """What people call a service."""
    return PROVIDERS[service].title if service in PROVIDERS else TITLES.get(service, service)


def _bounds(service: str) -> Select[Budget]:
    return select(Budget).where(col(Budget.service).in_((service, TOTAL))).order_by(col(Budget.service))


def _check(session: Session, budget: Budget, most: Decimal) -> None:
    used, limit = spent(session, budget.service)[0], budget.usd_month
    name = title(budget.service)
    if used >= limit:
        raise Refused(f"Budget for {name} reached ({used:,.0f} of {limit:,.0f} $). Nothing was asked.", setting="ai")
    if used + most > limit:
        raise Refused(
            f"Budget for {name} would be exceeded ({used:,.2f} of {limit:,.2f} $ are used, "
            f"this may cost {most:,.2f} $). Nothing was asked.",
            setting="ai",
        )


@on_founded
def _first_budgets(session: Session, actor: Actor, founded: Founded) -> None:
    session.add_all([Budget(service=name, usd_month=Decimal(usd)) for name, usd in SHIPPED.items()])
    session.flush()
