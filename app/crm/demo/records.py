"""People, products, companies and contacts of the sample."""

from typing import Any

from app.core.ids import new_id
from app.crm.demo import words
from app.crm.demo.chance import Dice

Values = dict[str, Any]


def members(domain: str) -> list[Values]:
    """Colleagues who own records but cannot log in; `domain` makes their addresses the organisation's own."""
    return [
        {
            "id": new_id(),
            "name": name,
            "email": f"{mailbox}@{domain}",
            "skills": list(skills),
            "territories": list(territories),
            "capacity": capacity,
            "sample": True,
        }
        for name, mailbox, skills, territories, capacity in words.PEOPLE
    ]


def products(currency: str) -> list[Values]:
    """What the sample company sells."""
    return [
        {
            "id": new_id(),
            "name": name,
            "code": code,
            "series": series,
            "price": price,
            "currency": currency,
            "sample": True,
        }
        for name, code, series, price in words.PRODUCTS
    ]


def companies(dice: Dice, owners: list[Values]) -> list[Values]:
    """The sample's customers and prospects, each with an owner of its territory where there is one."""
    return [_company(dice, owners, line) for line in words.COMPANIES]


def _company(dice: Dice, owners: list[Values], line: tuple[str, str, str, str, str, str, int]) -> Values:
    name, domain, sector, city, country, territory, employees = line
    nearby = [owner for owner in owners if territory in owner["territories"]] or owners
    return {
        "id": new_id(),
        "name": name,
        "domain": domain,
        "sector": sector,
        "city": city,
        "country": country,
        "employees": employees,
        "owner_id": dice.pick(nearby)["id"],
        "source": dice.weighted(words.SOURCES),
        "tags": [territory],
        "created_at": dice.ago(200, 420),
        "sample": True,
    }


def contacts(dice: Dice, companies_: list[Values]) -> list[Values]:
    """Three or so people at each company, with names that do not repeat."""
    names = [f"{first} {last}" for last in words.LAST_NAMES for first in words.FIRST_NAMES]
    step = 37
    made: list[Values] = []
    for company in companies_:
        for _ in range(dice.whole(2, 4)):
            made.append(_contact(dice, company, names[len(made) * step % len(names)]))
    return made


def _contact(dice: Dice, company: Values, name: str) -> Values:
    first, last = name.split(" ", 1)
    return {
        "id": new_id(),
        "name": name,
        "first_name": first,
        "last_name": last,
        "email": f"{first}.{last}@{company['domain']}".lower(),
        "role": dice.pick(words.JOB_TITLES),
        "company_id": company["id"],
        "owner_id": company["owner_id"],
        "city": company["city"],
        "country": company["country"],
        "source": company["source"],
        "created_at": dice.ago(5, 400),
        "sample": True,
    }
