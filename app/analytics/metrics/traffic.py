"""Visits, mails and posts, from the events that sources of figures brought in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import col

from app.analytics.models import AnalyticsEvent
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.metrics import Asked, Point, Series, metric
from app.crm.metrics.grouping import TIMES, Line, Rows, every_bucket, lines

READ = Permission.METRICS_READ
WHEN: Any = col(AnalyticsEvent.timestamp)
GROUPS = (*TIMES, "channel", "campaign", "platform")
FILTERS = ("channel", "campaign", "platform")
VISITS = ("page_view", "visit", "session_start")
SOCIAL = ("social_like", "social_comment", "social_share", "social_click", "social_engagement")
DELIVERED, OPENED, CLICKED, SEEN = ("email_delivered",), ("email_opened",), ("click", "email_clicked"), ("impression",)
NONE_YET = "Not measured yet: no source has brought events of this kind; set one up under Sources of figures."


def _counted(title: str, name: str, meaning: str, names: Sequence[str]) -> None:
    def measure(session: Session, actor: Actor, asked: Asked) -> Series:
        found = _lines(session, actor, asked, names, _sum(names))
        total = sum(line.figures[0] or 0 for line in found)
        shown = every_bucket(asked, actor, found, (0,)) if asked.group else []
        known = bool(total) or _known(session, names)
        points = [Point(line.label, line.key, line.figures[0] or 0) for line in shown]
        return Series(points, total if known else None, "" if known else NONE_YET)

    metric(name, title=title, meaning=meaning, unit="count", permission=READ, groups=GROUPS, filters=FILTERS)(measure)


def _rated(title: str, name: str, meaning: str, part: Sequence[str], whole: Sequence[str]) -> None:
    def measure(session: Session, actor: Actor, asked: Asked) -> Series:
        found = _lines(session, actor, asked, (*part, *whole), _sum(part), _sum(whole))
        did, could = (sum(line.figures[place] or 0 for line in found) for place in (0, 1))
        total = round(float(did / could) * 100, 2) if could else None
        known = total is not None or _known(session, (*part, *whole))
        points = [_share(line) for line in found if asked.group and line.figures[1]]
        return Series(points, total, "" if known else NONE_YET)

    metric(name, title=title, meaning=meaning, unit="percent", permission=READ, groups=GROUPS, filters=FILTERS)(measure)


def _share(line: Line) -> Point:
    return Point(line.label, line.key, round(float((line.figures[0] or 0) / line.figures[1]) * 100, 2))


def _sum(names: Sequence[str]) -> Any:
    return func.sum(case((col(AnalyticsEvent.event_name).in_(names), col(AnalyticsEvent.value)), else_=0))


def _lines(session: Session, actor: Actor, asked: Asked, names: Sequence[str], *figures: Any) -> list[Line]:
    where = [col(AnalyticsEvent.event_name).in_(names)]
    where += [] if asked.period.whole else [asked.period.start <= WHEN, asked.period.end > WHEN]
    where += [getattr(AnalyticsEvent, name) == value for name, value in asked.filters.items()]
    return lines(session, actor, asked, Rows(AnalyticsEvent, WHEN, where), *figures)


def _known(session: Session, names: Sequence[str]) -> bool:
    found = select(col(AnalyticsEvent.id)).where(col(AnalyticsEvent.event_name).in_(names)).limit(1)
    return session.scalar(found) is not None


_counted("Website visits", "website_visits", "Visits and page views that a platform reported.", VISITS)
_counted("Social engagement", "social_engagement", "Likes, comments, shares and clicks on posts.", SOCIAL)
_rated("E-mail open rate", "email_open_rate", "Mails opened, of those delivered.", OPENED, DELIVERED)
_rated("Click-through rate", "click_through_rate", "Clicks, of what was opened or seen.", CLICKED, (*OPENED, *SEEN))
