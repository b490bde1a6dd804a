"""Records that a fact may refer to, found by what people call them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.core.actions import Action
from app.core.listing import ListQuery
from app.crm import companies, contacts, products

LISTS: dict[str, tuple[Action[..., Any], str]] = {
    "company": (companies.list_, "Companies"),
    "contact": (contacts.list_, "Contacts"),
    "product": (products.list_, "Products"),
}
ACTIONS = tuple(action for action, _ in LISTS.values())
SHOWN = 8


def holding(text: str) -> ListQuery:
    """A query of the records whose names hold these words."""
    return ListQuery(search=text[:200] or None, limit=SHOWN, sort="name")


def called(name: str) -> ListQuery:
    """A query of the records with exactly this name."""
    return ListQuery(where=[{"field": "name", "operator": "equals", "value": name}], limit=2)


def labelled(rows: Sequence[Any]) -> dict[str, str]:
    """Ids by what is offered; where several have one name, what else tells them apart stands beside it."""
    names = Counter(row.name for row in rows)
    return {_label(row, names[row.name] > 1): str(row.id) for row in rows}


def _label(row: Any, ambiguous: bool) -> str:
    beside = next((text for name in ("email", "company_name", "sku", "id") if (text := getattr(row, name, None))), "")
    return f"{row.name} · {beside}" if ambiguous else row.name
