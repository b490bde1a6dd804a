"""What the palette finds: records of every kind the person may read, and things to do."""

import asyncio
from dataclasses import dataclass
from typing import Any

from app import features as features
from app.core import actions
from app.core.actions import Action, registered
from app.core.actor import Actor
from app.core.errors import AppError
from app.core.listing import ListQuery
from app.core.said import in_english, said

ACTIONS = in_english("Actions")
EACH = 5
MOST_ACTIONS = 8
LONGEST = 200


@dataclass(frozen=True)
class Kind:
    """A kind of record: its list action, the group it stands in, its page, and where its name and hint are."""

    action: str
    group: str
    href: str
    label: str = "name"
    hint: str = ""


KINDS = (
    Kind("lead.list", "Leads", "/leads/", hint="company_name"),
    Kind("contact.list", "Contacts", "/contacts/", hint="company_name"),
    Kind("company.list", "Companies", "/companies/", hint="domain"),
    Kind("deal.list", "Deals", "/deals/", hint="company_name"),
    Kind("product.list", "Products", "/products/"),
    Kind("task.list", "Tasks", "/tasks/", label="title"),
)


def listings() -> tuple[Action[..., Any], ...]:
    """The list actions that the palette asks."""
    names = {kind.action for kind in KINDS}
    return tuple(action for action in registered() if action.name in names)


def doable(actor: Actor, words: str) -> list[dict[str, Any]]:
    """Actions that have a page to start at, that the person may do, and that fit the words."""
    wanted = words.casefold().split()
    fitting = [
        {"group": ACTIONS, "id": action.name, "label": said(actor.locale, action.title), "href": action.palette}
        for action in registered()
        if action.palette and actor.may(action.permission) and _fits(said(actor.locale, action.title), wanted)
    ]
    return fitting[:MOST_ACTIONS]


def _fits(title: str, wanted: list[str]) -> bool:
    return all(word in title.casefold() for word in wanted)


async def records(actor: Actor, words: str) -> list[dict[str, Any]]:
    """Lines for records whose words match, a few of each kind."""
    known = {action.name: action for action in listings()}
    asked = [(kind, known[kind.action]) for kind in KINDS if kind.action in known]
    allowed = [(kind, action) for kind, action in asked if actor.may(action.permission)]
    found = await asyncio.gather(*(_of_kind(actor, kind, action, words) for kind, action in allowed))
    return [line for lines in found for line in lines]


async def _of_kind(actor: Actor, kind: Kind, action: Action[..., Any], words: str) -> list[dict[str, Any]]:
    query = {"query": ListQuery(search=words[:LONGEST], limit=EACH)}
    try:
        page = (await asyncio.to_thread(actions.run, actor, action, query)).value
    except AppError:
        # One kind that cannot be searched just now must not hide the others.
        return []
    return [_line(kind, item) for item in page.items]


def _line(kind: Kind, item: Any) -> dict[str, Any]:
    return {
        "group": kind.group,
        "id": str(item.id),
        "label": str(getattr(item, kind.label, "") or "…"),
        "hint": str(getattr(item, kind.hint, "") or "") if kind.hint else "",
        "href": f"{kind.href}{item.id}",
    }
