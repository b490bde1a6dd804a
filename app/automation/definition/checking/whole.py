"""What is held against the workflow as a whole: its trigger, its settings, and whether it starts itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

from cronsim import CronSim, CronSimError

from app.automation import catalogue
from app.automation.definition.checking.house import House
from app.automation.definition.checking.known import ALWAYS, Known
from app.automation.definition.checking.problems import Problem, made
from app.automation.definition.checking.steps import of_event, of_rules
from app.automation.definition.definition import Definition
from app.automation.definition.doing import Act, SubWorkflow
from app.automation.definition.nearness import did_you_mean
from app.automation.definition.trigger import events_of
from app.automation.definition.walk import walk
from app.core.templates import known_in

VERBS = {"create": "created", "update": "updated", "delete": "deleted", "move": "moved", "assign": "assigned"}


def at_start(house: House, definition: Definition) -> Known:
    """What the trigger brings to the first step."""
    config, kind = definition.trigger_config, definition.trigger_type
    found = set(known_in(config.sample))
    open_ended = kind in {"webhook", "manual"} and not config.sample
    for event in events_of(kind, config) | ({config.event} if config.event else set()):
        if (paths := catalogue.paths_of(house.session, event)) is not None:
            found |= paths
    if kind in {"event", "database_change"} and not found:
        open_ended = True
    if definition.settings.batch:
        found.add("items.*")
    return Known(ALWAYS | found, frozenset(found), open_ended)


def of_trigger(house: House, definition: Definition, known: Known) -> Iterator[Problem]:
    """What is wrong with the trigger."""
    config = definition.trigger_config
    match definition.trigger_type:
        case "schedule":
            yield from _schedule(config.schedule)
        case "event" if not config.event:
            yield made(None, "triggerConfig.event", "Name the event that starts this workflow.")
        case "event" if config.event:
            yield from of_event(house, None, "triggerConfig.event", config.event)
        case "database_change" if not (config.table or config.record or config.event):
            yield made(None, "triggerConfig.table", "Name the table whose changes start this workflow.")
        case "database_change":
            for event in sorted(events_of("database_change", config)):
                yield from of_event(house, None, "triggerConfig.table", event)
        case _:
            pass
    if config.filter is not None:
        yield from of_rules(None, "triggerConfig.filter", config.filter, known)


def _schedule(cron: str | None) -> Iterator[Problem]:
    if not cron:
        yield made(None, "triggerConfig.schedule", "Give the times as cron, such as 0 8 * * 1-5.")
        return
    try:
        next(CronSim(cron, datetime(2024, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration):
        words = f"{cron[:60]!r} is no cron time; write minute hour day month weekday, such as 0 8 * * 1-5."
        yield made(None, "triggerConfig.schedule", words)


def of_settings(house: House, definition: Definition, known: Known) -> Iterator[Problem]:
    """What is wrong with the settings."""
    settings = definition.settings
    for field in ("when", "leave_when"):
        condition = getattr(settings.enrolment, field)
        if condition is not None:
            name = "when" if field == "when" else "leaveWhen"
            yield from of_rules(None, f"settings.enrolment.{name}", condition, known)
    if settings.enrolment.mode == "again_after" and settings.enrolment.again_after is None:
        yield made(None, "settings.enrolment.againAfter", "Say after how long a record may take part again.")
    name = settings.error_workflow
    if name and name not in house.workflows:
        hint = did_you_mean(name, house.workflows)
        yield made(None, "settings.errorWorkflow", f"There is no workflow called {name}.{hint}")


def of_rounds(definition: Definition) -> Iterator[Problem]:
    """Steps by which the workflow would start itself again and again."""
    events = events_of(definition.trigger_type, definition.trigger_config)
    guarded = definition.settings.enrolment.mode != "always" or definition.trigger_config.filter is not None
    for _, step in walk(definition.steps):
        if isinstance(step, SubWorkflow) and step.workflow == definition.name:
            yield made(step.id, "workflow", "This workflow would start itself without end.")
        if isinstance(step, Act) and not guarded:
            noun, _, verb = step.action.partition(".")
            if f"{noun}.{VERBS.get(verb, verb)}" in events:
                words = "This step brings the event that starts this workflow; add a filter or enrol each record once."
                yield made(step.id, "action", words, "warning")
