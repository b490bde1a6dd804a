"""Records that stand around another one on its page."""

from typing import Any

from app.core.listing import ListQuery
from app.crm.rows.contacts import ContactRow
from app.crm.rows.deals import DealRow
from state.crm.shown import initials, shown

MOST = 50
DEAL = ("id", "name", "stage_name", "stage_kind", "amount", "currency", "owner_name", "company_name", "contact_name")
CONTACT = ("id", "name", "role", "email", "phone")


def of(field: str, record_id: str) -> ListQuery:
    """The newest records that refer to this one by `field`."""
    return ListQuery(where=[{"field": field, "operator": "equals", "value": record_id}], limit=MOST)


def deal(row: DealRow) -> dict[str, Any]:
    """A deal in a short list."""
    return shown(row, *DEAL)


def contact(row: ContactRow) -> dict[str, Any]:
    """A contact in a short list."""
    return {**shown(row, *CONTACT), "initials": initials(row.name)}
