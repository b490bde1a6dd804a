"""The forms of triggers and of settings."""

from collections.abc import Sequence

from app.automation.forms.fields import Choice, FormField, TriggerForm, choices

CHANGES = choices("created", "updated", "deleted")


def trigger_forms(events: Sequence[str], nouns: Sequence[str]) -> list[TriggerForm]:
    """The ways of starting, with the events and records that can be chosen."""
    event = FormField("event", "Event", required=True, choices=[Choice(name, name) for name in events], plain=True)
    where = FormField("filter", "Only where", "rules")
    cron = FormField("schedule", "Times", required=True, hint="0 8 * * 1-5", plain=True, help="As cron writes them.")
    record = FormField("record", "Record", "choice", required=True, choices=choices(*nouns), plain=True)
    change = FormField("change", "Is", "choice", choices=CHANGES, plain=True)
    return [
        TriggerForm("event", "When something happens", [event, where]),
        TriggerForm("database_change", "When a record changes", [record, change, where]),
        TriggerForm("schedule", "At set times", [cron]),
        TriggerForm("webhook", "When a webhook comes in", [where]),
        TriggerForm("manual", "By hand", []),
    ]


def setting_fields(workflows: Sequence[Choice]) -> list[FormField]:
    """Who enters, how many at once, and what schedules do when they are late."""
    modes = [Choice("always", "every time"), Choice("once", "once"), Choice("again_after", "again after a time")]
    overlap = [Choice("skip", "leave it out"), Choice("wait", "let it wait"), Choice("allow", "run side by side")]
    late = [Choice("none", "none"), Choice("last", "the last one"), Choice("all", "all")]
    return [
        FormField("enrolment.mode", "The same record enters", "choice", choices=modes, plain=True),
        FormField("enrolment.againAfter", "Again after", hint="30d", plain=True),
        FormField("enrolment.when", "Enters only where", "rules"),
        FormField("enrolment.leaveWhen", "Leaves when", "rules"),
        FormField("concurrency", "Runs at once", "number", plain=True),
        FormField("concurrencyPerRecord", "Runs at once, per record", "number", plain=True),
        FormField("rate", "Starts at most", hint="100/hour", plain=True),
        FormField("ratePerRecord", "Starts at most, per record", hint="1/day", plain=True),
        FormField("debounce", "Wait until it is quiet for", hint="10m", plain=True),
        FormField("batch.within", "Gather for", hint="5m", plain=True, help="One run for many events."),
        FormField("batch.size", "Gather at most", "number", plain=True),
        FormField("schedule.zone", "Time zone", hint="Europe/Berlin", plain=True),
        FormField("schedule.overlap", "If the last is not over", "choice", choices=overlap, plain=True),
        FormField("schedule.catchUp", "After a stop, make up for", "choice", choices=late, plain=True),
        FormField("timeout", "A run lasts at most", hint="30d", plain=True),
        FormField("errorWorkflow", "If a run fails, start", "choice", choices=list(workflows), plain=True),
    ]
