"""What waits for the person: late tasks, deals going cold, leads without an owner, failed jobs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import times
from app.core.actor import Actor
from app.core.listing import ListQuery
from app.core.money import Money, format_money
from app.core.queue.rows import JobRow
from app.crm.metrics import links
from app.crm.rotting import DEFAULT_DAYS, rotting
from app.crm.rows.deals import DealRow
from app.crm.rows.pipelines import PipelineRow
from app.crm.rows.work import TaskRow

SHOWN = 2
Rule = dict[str, Any]
Line = dict[str, Any]
UNOWNED = [
    links.rule("owner_id", None, "is_empty", "nobody"),
    links.rule("state", ["new", "working", "nurture", "qualified"], "in", "open"),
]
OPEN_DEAL = links.rule("state", "open")


def late_tasks(actor: Actor) -> list[Rule]:
    """The filter for the person's own tasks whose day has passed."""
    mine = links.rule("owner_id", str(actor.member_id), label=actor.name)
    return [links.rule("state", "open"), mine, links.rule("due_at", "today", "less_than", "today")]


def query(where: Sequence[Rule], sort: str = "-created_at", limit: int = SHOWN) -> ListQuery:
    """A query of these filters."""
    rules = [{key: rule[key] for key in ("field", "operator", "value")} for rule in where]
    return ListQuery(where=rules or None, sort=sort, limit=limit)


def cold_deals(actor: Actor, pipelines: Sequence[PipelineRow]) -> ListQuery:
    """Open deals of the person that may be rotting, the longest idle first; `reasons` says which are."""
    limits = [stage.rots_after_days or DEFAULT_DAYS for one in pipelines for stage in one.stages]
    idle = {"field": "active_at", "operator": "less_than", "value": f"{min(limits, default=DEFAULT_DAYS)}_days_ago"}
    late = {"field": "expected_on", "operator": "less_than", "value": "today", "combinator": "or"}
    mine = {"field": "owner_id", "operator": "equals", "value": str(actor.member_id)}
    state = {"field": "state", "operator": "equals", "value": "open"}
    return ListQuery(where=[state, mine, {"rules": [idle, late]}], sort="-amount", limit=50)


def tasks(found: Sequence[TaskRow], count: int, actor: Actor) -> list[Line]:
    """Late tasks, each with a button that completes it."""
    lines = [
        {"kind": "task", "id": str(one.id), "title": one.title, "text": _ago(one.due_at, actor)}
        for one in found[:SHOWN]
    ]
    more = {"kind": "tasks", "count": count - len(lines), "href": links.tasks(*late_tasks(actor))}
    return [*lines, *([more] if count > len(lines) else [])]


def _ago(at: datetime | None, actor: Actor) -> str:
    return times.relative(at, times.utc_now(), actor.locale.replace("-", "_")) if at else ""


def deals(found: Sequence[DealRow], pipelines: Sequence[PipelineRow], actor: Actor) -> list[Line]:
    """Deals that are going bad, the largest first, each with the reason why."""
    limits = {stage.id: stage.rots_after_days for one in pipelines for stage in one.stages}
    bad = [(deal, why[0]) for deal in found if (why := reasons(deal, limits, actor))]
    lines = [
        {"kind": "deal", "id": str(deal.id), "title": deal.name, "text": _worth(deal, why, actor), "href": _to(deal)}
        for deal, why in bad[:SHOWN]
    ]
    mine = links.rule("owner_id", str(actor.member_id), label=actor.name)
    more = {"kind": "deals", "count": len(bad) - SHOWN, "href": links.deals(OPEN_DEAL, mine)}
    return [*lines, *([more] if len(bad) > SHOWN else [])]


def _to(deal: DealRow) -> str:
    return f"/deals/{deal.id}"


def reasons(deal: DealRow, limits: Mapping[UUID, int | None], actor: Actor) -> tuple[str, ...]:
    """Why an open deal is going bad."""
    zone = times.zone(actor.zone)
    return rotting(times.utc_now(), zone, deal.active_at, deal.expected_on, limits.get(deal.stage_id))


def _worth(deal: DealRow, why: str, actor: Actor) -> str:
    if deal.amount is None:
        return why
    locale = actor.locale.replace("-", "_")
    amount = format_money(Money.of(deal.amount, deal.currency), locale, cents=False)
    return f"{amount} · {why}"


def queue(count: int) -> list[Line]:
    """Leads that nobody has."""
    return [{"kind": "queue", "count": count, "href": links.leads(*UNOWNED)}] if count else []


def jobs(found: Sequence[JobRow]) -> list[Line]:
    """Jobs that failed, each with a button that runs it again."""
    return [
        {"kind": "job", "id": str(one.id), "title": one.title, "text": (one.error_message or "")[:160]}
        for one in found[:SHOWN]
    ]


def complete(lines: Sequence[Line]) -> list[Line]:
    """The lines with all the names that the page reads."""
    return [{"id": "", "title": "", "text": "", "href": "", "count": 0, **line} for line in lines]


def running(found: Sequence[JobRow]) -> list[Line]:
    """Jobs under way, with how far they have come; those planned for later are not."""
    now = times.utc_now()
    due = [one for one in found if one.status == "processing" or one.scheduled_for <= now or one.attempts]
    return [
        {
            "id": str(one.id),
            "title": one.title,
            "status": one.status,
            "attempt": one.attempts,
            "done": one.progress_done,
            "total": one.progress_total or 0,
            "href": f"/jobs/{one.id}",
        }
        for one in due[:6]
    ]
