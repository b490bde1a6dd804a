"""Which jobs of an organisation are meant: the one filter of the list and of all bulk actions."""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy import Boolean, ColumnElement, false, func, type_coerce
from sqlmodel import col

from app.core.actor import Actor
from app.core.queue.models import WAITING, Job, State
from app.core.queue.words import hits

MOST = 1000
MOST_HITS = 10_000
View = Literal["failed", "waiting", "scheduled", "running", "done", "cancelled"]
STATES: dict[View, State] = {
    "failed": State.FAILED,
    "running": State.PROCESSING,
    "done": State.COMPLETED,
    "cancelled": State.CANCELLED,
}


class JobFilter(BaseModel):
    """Jobs of one state and kind, made from (inclusive) and to (exclusive) a time, that hold a text.

    The text is looked for in all that are kept: words, or their beginnings, of the payload, the error and the names of
    kinds; of what holds it the newest 10,000 are looked at. Of `ids` only those. A `view` is what
    people call a state: of those that are to run, the ones that are due wait and the others are scheduled.
    """

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)

    status: State | None = None
    view: View | None = None
    ids: Annotated[list[UUID] | None, Field(max_length=MOST)] = None
    job_type: Annotated[str | None, Field(max_length=100)] = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    text: Annotated[str | None, Field(max_length=200)] = None


def conditions(actor: Actor, wanted: JobFilter) -> Sequence[ColumnElement[bool]]:
    """The filter as conditions on `Job`."""
    found: list[ColumnElement[bool]] = [col(Job.tenant_id) == actor.tenant_id]
    if wanted.status:
        found.append(col(Job.status) == wanted.status)
    if wanted.view:
        found += _view(wanted.view)
    if wanted.ids is not None:
        found.append(col(Job.id).in_(wanted.ids))
    if wanted.job_type:
        found.append(col(Job.job_type) == wanted.job_type)
    if wanted.since:
        found.append(col(Job.created_at) >= wanted.since)
    if wanted.until:
        found.append(col(Job.created_at) < wanted.until)
    if wanted.text:
        sought = hits(wanted.text, MOST_HITS)
        found.append(false() if sought is None else col(Job.id).in_(sought))
    return found


def _view(view: View) -> list[ColumnElement[bool]]:
    if view in STATES:
        return [col(Job.status) == STATES[view]]
    due = col(Job.scheduled_for) <= func.now()
    return [type_coerce(WAITING, Boolean), due if view == "waiting" else ~due]
