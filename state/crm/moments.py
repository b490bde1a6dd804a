"""A record's timeline as the browser shows it."""

from collections.abc import Sequence
from typing import Any

from app.core.history.rows import Item

SHOWN = {"change", "note", "task", "event"}


def moment(item: Item) -> dict[str, Any]:
    """One moment: what happened, in detail, by whom."""
    text = f"{item.text} · {item.by}" if item.by and item.text else item.text or item.by
    return {
        "id": item.id,
        "kind": item.kind,
        "icon": item.icon,
        "title": item.title,
        "text": text,
        "at": item.at.isoformat(),
        "href": item.href or "",
        "member": str(item.member_id or ""),
        "operation_id": str(item.operation_id or ""),
        "together": item.together,
    }


def of_kind(items: Sequence[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Those of one kind, or all."""
    return [item for item in items if not kind or item["kind"] == kind]
