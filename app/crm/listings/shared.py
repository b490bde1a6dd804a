"""Columns that most lists of the CRM have."""

from typing import Any

from app.accounts.models import Member
from app.core.listing import Column, Join


def common(model: Any) -> dict[str, Column]:
    """Identity and age of a record."""
    return {
        "id": Column(model.id, "id", "Id"),
        "version": Column(model.version, "number", "Version", filterable=False),
        "created_at": Column(model.created_at, "datetime", "Created", sort=model.created_at),
        "updated_at": Column(model.updated_at, "datetime", "Changed"),
        "sample": Column(model.sample, "boolean", "Sample"),
    }


def imported(model: Any) -> dict[str, Column]:
    """Tags, own fields, and the key in the system a record came from."""
    return {
        "tags": Column(model.tags, "tags", "Tags"),
        "extra": Column(model.extra, "text", "Own fields", filterable=False),
        "external_ref": Column(model.external_ref, "text", "Reference"),
    }


def owned(model: Any) -> dict[str, Column]:
    """The person who looks after a record; goes with the join OWNER."""
    return {
        "owner_id": Column(model.owner_id, "id", "Owner"),
        "owner_name": Column(Member.name, "text", "Owner", joined=True),
    }


def texts(model: Any, **titles: str) -> dict[str, Column]:
    """Plain text columns by name, with their titles."""
    return {name: Column(getattr(model, name), "text", title) for name, title in titles.items()}


OWNER = Join(Member, "owner_id")
