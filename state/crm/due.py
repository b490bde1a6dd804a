"""When a task is due, from the day and time that were filled in."""

from datetime import datetime, time
from typing import Any

from app.core import times
from app.core.errors import Invalid
from state import here

NO_TIME = time(9, 0)


def due_at(form: dict[str, Any]) -> datetime | None:
    """The moment of `due_on` and `due_time` in the zone of the person; nine in the morning where no time is given."""
    day, clock = str(form.get("due_on", "")), str(form.get("due_time", ""))
    if not day:
        return None
    try:
        moment = datetime.combine(datetime.fromisoformat(day).date(), time.fromisoformat(clock) if clock else NO_TIME)
    except ValueError:
        raise Invalid("The day cannot be read. Nothing was saved.", fields={"due_on": "not a day"}) from None
    return moment.replace(tzinfo=times.zone(here.actor().zone))


def parts(moment: datetime | None) -> dict[str, str]:
    """The day and time of a moment as the form of a task holds them."""
    if moment is None:
        return {"due_on": "", "due_time": ""}
    local = times.local(moment, times.zone(here.actor().zone))
    return {"due_on": local.date().isoformat(), "due_time": f"{local:%H:%M}"}
