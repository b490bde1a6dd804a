"""A year of leads and deals of the sample, growing towards today."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.core.ids import new_id
from app.crm.demo import words
from app.crm.demo.chance import Dice
from app.crm.demo.records import Values

LEADS = 110
CONVERTED = 60
CLOSED = 150
OPEN = 46
STATES = (("new", 16), ("working", 28), ("nurture", 20), ("qualified", 12), ("lost", 24))


@dataclass(frozen=True)
class Stages:
    """The stages of the pipeline that the sample's deals stand in."""

    pipeline_id: UUID
    open: list[tuple[UUID, int]]
    won: UUID
    lost: UUID


def leads(dice: Dice) -> list[Values]:
    """People who wrote or called, most of them lately; score and assignment are made by the house's own rules."""
    names = [f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES]
    return [_lead(dice, names[number * 29 % len(names)]) for number in range(LEADS)]


def _lead(dice: Dice, name: str) -> Values:
    company, domain, _, city, country, territory, employees = dice.pick(words.COMPANIES)
    mailbox = name.split(" ")[0].lower()
    business = dice.chance(0.8)
    made = dice.ago(0, 45) if dice.chance(0.6) else dice.ago(45, 365)
    state = dice.weighted(STATES)
    answered = made + timedelta(minutes=dice.whole(12, 400))
    return {
        "id": new_id(),
        "name": name,
        "email": f"{mailbox}@{domain}" if business else f"{mailbox}{dice.whole(1, 99)}@mail.example",
        "company_name": company if business else None,
        "role": dice.pick(words.JOB_TITLES),
        "city": city,
        "country": country,
        "territory": territory,
        "employees": employees if business else None,
        "source": dice.weighted(words.SOURCES),
        "message": dice.pick(words.MESSAGES) if dice.chance(0.5) else None,
        "interest": dice.pick(words.PRODUCTS)[0] if dice.chance(0.6) else None,
        "budget": Decimal(dice.whole(3, 60) * 1000) if dice.chance(0.4) else None,
        "state": state,
        "lost_reason": dice.pick(words.LOST_REASONS) if state == "lost" else None,
        "first_contact": min(answered, dice.now) if state != "new" else None,
        "last_contact": min(answered, dice.now) if state != "new" else None,
        "consent": dice.chance(0.7),
        "created_at": made,
        "sample": True,
    }


def converted(dice: Dice, deals: list[Values], contacts: list[Values], companies: list[Values]) -> list[Values]:
    """The leads that some of the deals came from."""
    people = {contact["id"]: contact for contact in contacts}
    firms = {company["id"]: company for company in companies}
    chosen = [deals[number * 3 % len(deals)] for number in range(CONVERTED)]
    return [_converted(dice, deal, people[deal["contact_id"]], firms[deal["company_id"]]) for deal in chosen]


def _converted(dice: Dice, deal: Values, person: Values, firm: Values) -> Values:
    made = deal["created_at"] - timedelta(days=dice.whole(1, 12))
    answered = made + timedelta(minutes=dice.whole(12, 400))
    return {
        **{name: person[name] for name in ("name", "email", "role", "city", "country")},
        "id": new_id(),
        "company_name": firm["name"],
        "territory": firm["tags"][0],
        "employees": firm["employees"],
        "source": deal["source"],
        "interest": deal["name"],
        "state": "converted",
        "owner_id": deal["owner_id"],
        "contact_id": person["id"],
        "company_id": firm["id"],
        "deal_id": deal["id"],
        "converted_at": deal["created_at"],
        "first_contact": answered,
        "last_contact": answered,
        "consent": True,
        "created_at": made,
        "sample": True,
    }


def deals(dice: Dice, stages: Stages, contacts: list[Values], products: list[Values], currency: str) -> list[Values]:
    """Deals closed over the past year and the ones under way."""
    closed = [_closed(dice, stages, _deal(dice, stages, contacts, products, currency)) for _ in range(CLOSED)]
    opened = [_open(dice, stages, _deal(dice, stages, contacts, products, currency)) for _ in range(OPEN)]
    # Cards of closed deals stand with the latest on top, as they come to stand when people close them.
    made = sorted(closed, key=lambda deal: deal["closed_at"], reverse=True) + opened
    return [{**deal, "rank": Decimal(number + 1)} for number, deal in enumerate(made)]


def _deal(dice: Dice, stages: Stages, contacts: list[Values], products: list[Values], currency: str) -> dict[str, Any]:
    contact, product = dice.pick(contacts), dice.pick(products)
    return {
        "id": new_id(),
        "name": product["name"],
        "pipeline_id": stages.pipeline_id,
        "amount": Decimal(round(product["price"] * dice.whole(60, 150) / 100, -2)),
        "currency": currency,
        "company_id": contact["company_id"],
        "contact_id": contact["id"],
        "product_id": product["id"],
        "owner_id": contact["owner_id"],
        "source": contact["source"],
        "sample": True,
    }


def _closed(dice: Dice, stages: Stages, deal: Values) -> Values:
    # Two draws, the later one taken: there are more deals towards today, as in a company that grows.
    closed = max(dice.ago(0, 365), dice.ago(0, 365))
    won = dice.chance(0.42)
    opened = closed - timedelta(days=dice.whole(8, 90))
    return {
        **deal,
        "stage_id": stages.won if won else stages.lost,
        "closed_at": closed,
        "engaged_on": opened.date(),
        "expected_on": closed.date(),
        "lost_reason": None if won else dice.pick(words.LOST_REASONS),
        "next_step": None,
        "created_at": opened,
        "stage_since": closed,
        "active_at": closed,
    }


def _open(dice: Dice, stages: Stages, deal: Values) -> Values:
    stage_id, _ = dice.weighted([(stage, len(stages.open) - place) for place, stage in enumerate(stages.open)])
    opened = dice.ago(3, 60)
    active = dice.ago(0, 6) if dice.chance(0.85) else dice.ago(9, 30)
    due = dice.now + timedelta(days=dice.whole(3, 70) if dice.chance(0.9) else -4)
    return {
        **deal,
        "stage_id": stage_id,
        "closed_at": None,
        "engaged_on": opened.date(),
        "expected_on": due.date(),
        "lost_reason": None,
        "next_step": dice.pick(words.NEXT_STEPS),
        "created_at": opened,
        "stage_since": max(opened, active - timedelta(days=2)),
        "active_at": max(opened, active),
    }
