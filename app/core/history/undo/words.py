"""Why a record was kept, in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.core.actor import Actor
from app.core.db import Session
from app.core.history.names import names_of
from app.core.history.subjects import title_of
from app.core.history.undo.report import Kept
from app.core.history.undo.statements import run, tenant_of
from app.core.said import in_english

MOST = 200
BY = in_english("by {name} on {moment}")
REASONS = {
    "deleted": "It was deleted since, {who}.",
    "exists": "It was made again since, {who}.",
    "changed": "It was changed since, {who}.",
    "orphan": "A record that it belongs to no longer exists.",
    "secret": "It held a secret, of which the history keeps no copy.",
    "clash": "Another record now holds a value that only one may have.",
}


def kept(session: Session, actor: Actor) -> tuple[int, list[Kept]]:
    """How many records were kept, in whole or in part, and the first of them."""
    rows = run(session, "kept", tenant=tenant_of(session), most=MOST).all()
    names = names_of(session, {(row.tbl, row.row_id) for row in rows})
    return (rows[0].total if rows else 0), [
        Kept(
            row.tbl,
            row.row_id,
            names.get((row.tbl, row.row_id), ""),
            [name for name in row.columns if name != "*"],
            _reason(row, actor),
            row.operation_id,
        )
        for row in rows
    ]


def _reason(row: Any, actor: Actor) -> str:
    if row.reason.startswith("used:"):
        kind = title_of(row.reason.removeprefix("used:")).lower()
        return f"A {kind} of somebody else refers to it."
    if row.reason == "changed" and row.at is None:
        return REASONS["orphan"]
    return REASONS[row.reason].format(who=_who(row.actor_name, row.at, actor))


def _who(name: str | None, at: datetime | None, actor: Actor) -> str:
    moment = f"{at.astimezone(ZoneInfo(actor.zone)):%Y-%m-%d %H:%M}" if at else ""
    return BY.format(name=name or "Steward", moment=moment)


def sentence(restored: int, kept_total: int) -> str:
    """One line for the toast."""
    said: Sequence[str] = [f"{restored:,} records restored" if restored != 1 else "1 record restored"]
    return ", ".join([*said, f"{kept_total:,} kept as they are"] if kept_total else said) + "."
