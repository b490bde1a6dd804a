"""What starts a workflow."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.automation.definition.part import Part, Rules, Short

TriggerType = Literal["schedule", "event", "webhook", "manual", "database_change"]
CHANGES = {
    "insert": "created",
    "created": "created",
    "update": "updated",
    "updated": "updated",
    "delete": "deleted",
    "deleted": "deleted",
}
Change = Literal["insert", "update", "delete", "created", "updated", "deleted"]
# In the words of the catalogue `user` is a contact.
ALIASES = {"user": "contact", "users": "contact"}
# Tables are also named as the interface names them.
PLURALS = {
    "leads": "lead",
    "contacts": "contact",
    "companies": "company",
    "deals": "deal",
    "products": "product",
    "tasks": "task",
    "notes": "note",
}


class TriggerConfig(Part):
    """The details of a trigger. `filter` are rules on the payload; `sample` is a payload to check and try with."""

    schedule: Short | None = None
    event: Short | None = None
    webhook_url: Annotated[str | None, Field(max_length=2_000)] = None
    source: Short | None = None
    table: Short | None = None
    record: Short | None = None
    change: Change | list[Change] | None = None
    filter: Rules | None = None
    sample: dict[str, Any] = Field(default_factory=dict)


def canonical(event: str) -> str:
    """The event's name as it is recorded: user.created is contact.created."""
    noun, dot, past = event.partition(".")
    return f"{ALIASES.get(noun, noun)}{dot}{past}"


def noun_of(table: str) -> str:
    """The record that a table's name means: leads is lead."""
    name = table.lower()
    return ALIASES.get(name) or PLURALS.get(name, name)


def events_of(kind: str, config: TriggerConfig) -> frozenset[str]:
    """The names of the recorded events that start a workflow with this trigger."""
    if kind == "event" and config.event:
        return frozenset({canonical(config.event)})
    if kind == "webhook" and config.source:
        return frozenset({f"webhook.{config.source}"})
    if kind != "database_change":
        return frozenset()
    if config.event:
        return frozenset({canonical(config.event)})
    noun = noun_of(config.table or config.record or "")
    given = config.change or ["created", "updated", "deleted"]
    changes = [given] if isinstance(given, str) else given
    return frozenset(f"{noun}.{CHANGES[change]}" for change in changes) if noun else frozenset()
