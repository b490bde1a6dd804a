"""The deal board as the browser shows it: texts made once, on the server, in the reader's way of writing."""

import functools
from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal
from typing import Any

from babel.dates import format_timedelta

from app.core import times
from app.core.actor import Actor
from app.core.i18n import gettext
from app.core.money import Money, format_money
from app.crm.rows.boards import Board, Card, Lane, LaneSums, Part, Sum


def columns(board: Board, actor: Actor) -> list[dict[str, Any]]:
    """The columns of the board component."""
    return [_column(lane, actor) for lane in board.lanes]


def _column(lane: Lane, actor: Actor) -> dict[str, Any]:
    return {
        "id": str(lane.stage_id),
        "name": lane.name,
        **_head(lane, actor, likely=lane.kind != "lost"),
        "cards": [card(one, actor) for one in lane.cards],
    }


def _head(lane: Lane | LaneSums, actor: Actor, *, likely: bool) -> dict[str, Any]:
    weighted = _sums(lane.sums, "weighted", actor) if likely else ""
    return {"count": lane.count, "total": _sums(lane.sums, "total", actor), "weighted": weighted}


def heads(part: Part, actor: Actor, lost: Collection[str]) -> dict[str, dict[str, Any]]:
    """What the columns of some lanes say above their cards, by the id of their stage; those in `lost` hope for none."""
    return {str(lane.stage_id): _head(lane, actor, likely=str(lane.stage_id) not in lost) for lane in part.lanes}


def _sums(sums: list[Sum], which: str, actor: Actor) -> str:
    # Amounts of different currencies are never added; the company's own comes first.
    ordered = sorted(sums, key=lambda part: (part.currency != actor.currency, part.currency))
    texts = [_whole(getattr(part, which), part.currency, actor) for part in ordered[:3]]
    return " + ".join(texts) or _whole(Decimal(0), actor.currency, actor)


def _whole(amount: Decimal, currency: str, actor: Actor) -> str:
    return _money(amount, currency, actor.locale)


# A board is written anew with every move on it, and most of its cards say what they said before.
@functools.lru_cache(maxsize=20_000)
def _money(amount: Decimal, currency: str, locale: str) -> str:
    return format_money(Money.of(amount, currency), locale, cents=False)


@functools.lru_cache(maxsize=20_000)
def _ago(days: int, locale: str) -> str:
    return format_timedelta(timedelta(days=-days), granularity="day", add_direction=True, locale=locale)


def card(deal: Card, actor: Actor) -> dict[str, Any]:
    """One card of the board component."""
    return {
        "id": str(deal.id),
        "title": deal.name,
        "company": deal.company_name or "",
        "money": "" if deal.amount is None else _whole(deal.amount, deal.currency, actor),
        "next": _next(deal, actor),
        "owner": deal.owner_name or "",
        "whose": str(deal.owner_id or ""),
        "initials": initials(deal.owner_name),
        "href": f"/deals/{deal.id}",
        "reason": deal.rotting[0] if deal.rotting else "",
    }


def _next(deal: Card, actor: Actor) -> str:
    if deal.closed_at is None:
        return deal.next_step or ""
    zone = times.zone(actor.zone)
    today, then = (times.local(at, zone).date() for at in (times.utc_now(), deal.closed_at))
    if today == then:
        return gettext(actor.locale, "Today")
    return _ago((today - then).days, actor.locale.replace("-", "_"))


def initials(name: str | None) -> str:
    """The first letters of the first and the last word of a name."""
    words = (name or "").split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()
