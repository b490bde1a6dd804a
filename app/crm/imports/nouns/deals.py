"""Deals: open ones and the history of those won and lost."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from app.core import times
from app.core.access import Permission
from app.core.db import Session
from app.crm.imports.noun import Noun, Values, listed
from app.crm.imports.nouns.words import COMPANY, CURRENCY, OWNER, REFERENCE, SOURCE, TAGS
from app.crm.imports.scene import Scene, Told
from app.crm.imports.stages import stage_for
from app.crm.intake.fields import Field
from app.crm.intake.values import Value
from app.crm.models import Deal, StageKind
from app.crm.rows.deals import DealChanges


def _shape(row: Values, scene: Scene, told: Told) -> Values:
    values = dict(row)
    values["name"] = row.get("name") or _name(row)
    values["company_id"] = scene.link("company", values.pop("company", None), told)
    values["product_id"] = scene.link("product", values.pop("product", None), told)
    values["owner_id"] = scene.link("person", values.pop("owner", None), told)
    values["tags"] = listed(values.get("tags")) or None
    values["currency"] = row.get("currency") or scene.currency
    stage = stage_for(scene, values.pop("stage", None), told)
    values["stage_id"] = stage.id if stage else None
    _close(values, stage.kind if stage else None, scene, told)
    return values


def _name(row: Values) -> str:
    parts = [str(row[one]) for one in ("company", "product") if row.get(one)]
    return " – ".join(parts) or str(row.get("external_ref") or "Deal")


def _close(values: Values, kind: str | None, scene: Scene, told: Told) -> None:
    """A deal that is over closed on its day; for an open one that day is when it is expected to close."""
    day = values.pop("closed_at", None)
    if kind in (None, StageKind.OPEN):
        if day is not None and values.get("expected_on") is None:
            values["expected_on"] = day
        return
    if day is None:
        told.notes.append("Deals that are won or lost but name no day count as closed today")
    values["closed_at"] = noon(day, scene) if isinstance(day, date) else None


def noon(day: date, scene: Scene) -> datetime:
    """The middle of a day where the person is, so that it is the same day for everybody near."""
    return datetime.combine(day, time(12), tzinfo=times.zone(scene.actor.zone)).astimezone(UTC)


def _finish(session: Session, scene: Scene, new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    now = times.utc_now()
    if not scene.rank:
        scene.rank = int(session.scalar(select(func.max(col(Deal.rank)))) or 0)
    for row in new:
        scene.rank += 1
        row.setdefault("stage_id", next(iter(scene.stages)))
        row |= {"pipeline_id": scene.options["pipeline_id"], "rank": scene.rank}
        _stand(row, scene, row.get("engaged_on"), now)
    for row in changed:
        if "stage_id" in row:
            row["pipeline_id"] = scene.options["pipeline_id"]
            _stand(row, scene, None, now)


def _stand(row: dict[str, Any], scene: Scene, since: Value, now: datetime) -> None:
    if scene.stages[row["stage_id"]].kind == StageKind.OPEN:
        row["closed_at"] = None
        row["stage_since"] = noon(since, scene) if isinstance(since, date) else now
    else:
        row["closed_at"] = row.get("closed_at") or now
        row["stage_since"] = row["closed_at"]


DEALS = Noun(
    key="deal",
    title="Deals",
    one="deal",
    model=Deal,
    permission=Permission.DEALS_WRITE,
    fields=(
        Field("name", "Name", ("deal", "opportunity", "opportunity name", "deal name")),
        COMPANY,
        Field("product", "Product"),
        OWNER,
        Field("stage", "Stage"),
        Field("amount", "Amount", kind="money"),
        CURRENCY,
        Field("engaged_on", "Engaged on", kind="date"),
        Field("closed_at", "Closed on", kind="date"),
        Field("expected_on", "Expected on", kind="date"),
        Field("lost_reason", "Reason lost", ("loss reason", "closed lost reason")),
        Field("next_step", "Next step"),
        SOURCE,
        TAGS,
        REFERENCE,
    ),
    identities=(("external_ref",),),
    anchors=("stage", "amount", "closed_at"),
    details=DealChanges,
    shape=_shape,
    links={"company": "company", "product": "product", "owner": "person", "stage": "stage"},
    fresh=frozenset({"currency"}),
    finish=_finish,
    route="/deals",
)
