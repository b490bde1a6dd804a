"""How often and how many: the settings of a workflow."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from app.automation.definition.durations import Duration
from app.automation.definition.part import Part, Rules, Short
from app.core import times
from app.core.errors import Invalid

Rate = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,6}/(second|minute|hour|day)$")]
Many = Annotated[int, Field(ge=1, le=100_000)]


def _zone(name: str) -> str:
    try:
        times.zone(name)
    except Invalid as error:
        raise ValueError(f"{error.message} Write one like Europe/Berlin.") from None
    return name


class Enrolment(Part):
    """Which records take part, and how often each; `leaveWhen` is asked before every step."""

    when: Rules | None = None
    mode: Literal["always", "once", "again_after"] = "always"
    again_after: Duration | None = None
    leave_when: Rules | None = None


class Batch(Part):
    """Gather what comes in: one run with `items` for up to `size` events, `within` a time after the first."""

    size: Annotated[int, Field(ge=2, le=1_000)] = 100
    within: Duration = "5m"


class Schedule(Part):
    """What a schedule does when the last run is not over, after downtime, and in the nights of clock changes.

    `repeated` is an hour that comes twice, `skipped` one that never comes.
    """

    zone: Annotated[str, AfterValidator(_zone)] | None = None
    overlap: Literal["skip", "wait", "allow"] = "skip"
    catch_up: Literal["none", "last", "all"] = "last"
    repeated: Literal["once", "twice"] = "once"
    skipped: Literal["after", "drop"] = "after"


class Settings(Part):
    """Limits in all and per record, debounce, batches, the time limit of a run, and what runs when one fails."""

    enrolment: Enrolment = Enrolment()
    concurrency: Many | None = None
    concurrency_per_record: Many | None = None
    rate: Rate | None = None
    rate_per_record: Rate | None = None
    debounce: Duration | None = None
    batch: Batch | None = None
    schedule: Schedule = Schedule()
    timeout: Duration | None = None
    error_workflow: Short | None = None
