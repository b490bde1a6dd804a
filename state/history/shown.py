"""Operations and their changes as the browser shows them."""

from collections.abc import Mapping
from typing import Any

from reflex.event import EventSpec

from app.core.actions import Done
from app.core.history.rows import ChangeRow, OperationRow
from app.core.history.subjects import subject_of, title_of
from app.core.history.undo import Report
from app.core.queue import JobRow
from state import here
from state.crm.cards import initials
from state.toasts import toast


def undone(done: Done[Report | JobRow]) -> EventSpec:
    """A toast that says what an undo brought; where something had to stay it leads to the list of it.

    What a job takes back leads to the job.
    """
    if isinstance(done.value, JobRow):
        return toast("This is being undone.", link=f"/jobs/{done.value.id}")
    link = f"/history/{done.operation_id}"
    if done.value.kept_total:
        return toast("Undone, except for what was changed since: {count}.", link=link, count=done.value.kept_total)
    return toast("Undone.", operation_id=str(done.operation_id), link=link)


def shown_operation(found: OperationRow) -> dict[str, Any]:
    """The facts of an operation, and its state: undone, an undo, or neither."""
    return {
        "id": str(found.id),
        "title": found.title,
        "summary": found.summary,
        "action": found.action,
        "who": found.actor_name or "Steward",
        "initials": initials(found.actor_name or "Steward"),
        "kind": found.actor_kind,
        "member": str(found.member_id or ""),
        "why": found.why or "",
        "door": found.door,
        "at": found.created_at.isoformat(),
        "undoable": found.undoable,
        "singly": 0 if found.undone_by_id else found.singly,
        "state": "undone" if found.undone_by_id else "undo" if found.undoes_id else "",
        "undoes": str(found.undoes_id or ""),
        "undone_by": str(found.undone_by_id or ""),
        "undone_at": found.undone_at.isoformat() if found.undone_at else "",
    }


def shown_change(change: ChangeRow) -> dict[str, Any]:
    """One change, each field before and after."""
    return {
        "id": str(change.id),
        "icon": {"created": "create", "deleted": "delete"}.get(change.kind, "edit"),
        "kind": change.kind,
        "title": change.title,
        "name": change.name,
        "href": (change.href or "") if change.kind != "deleted" else "",
        "fields": [
            {"title": one.title.capitalize(), "before": one.before, "after": one.after} for one in change.fields
        ],
    }


def shown_kept(one: Mapping[str, Any]) -> dict[str, Any]:
    """One line of the report of an undo: what stays, why, and what stands in the way."""
    known = subject_of(str(one.get("tbl", "")))
    columns = [here.said(str(name).removesuffix("_id").replace("_", " ")) for name in one.get("columns", [])]
    return {
        "title": here.said(title_of(str(one.get("tbl", "")))),
        "name": str(one.get("name", "")),
        "href": (known.link(one.get("row_id")) if known else None) or "",
        "columns": ", ".join(columns),
        "reason": here.said(str(one.get("reason", ""))),
        "later": str(one.get("operation_id") or ""),
    }
