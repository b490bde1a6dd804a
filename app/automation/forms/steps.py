"""The forms of the steps that the engine itself knows, and of those that are actions."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from app.automation.forms.arguments import fields_of
from app.automation.forms.fields import Choice, FormField, StepForm, choices
from app.core.access import UNGRANTED
from app.core.actions import Action, field_title, hint_from, registered
from app.core.actor import Actor
from app.core.said import in_english

TIME, DECIDE, PEOPLE, OUTSIDE, RUN = in_english(("Time", "Decide", "People", "Outside", "Run"))
# What only makes sense on a page: it would tell a workflow nothing and change nothing.
UNFIT = ("history.", "workflow.", "run.", "approval.", "gallery.", "search.", "sample.", "checklist.", "session.")


def engine_forms(templates: Sequence[Choice], workflows: Sequence[Choice], roles: Sequence[Choice]) -> list[StepForm]:
    """The steps of the engine, with the mail templates, workflows and roles that can be chosen."""
    return [*_time(), *_decide(), *_people(templates, roles), *_outside(workflows)]


def action_forms(actor: Actor) -> list[StepForm]:
    """Every action that this person may put into a workflow, grouped by its noun."""
    return [
        _action_form(each)
        for each in registered()
        if each.permission not in UNGRANTED and actor.may(each.permission) and not each.name.startswith(UNFIT)
    ]


@cache
def _action_form(each: Action[..., Any]) -> StepForm:
    noun = field_title(each.name.partition(".")[0])
    return StepForm("action", each.name, each.title, noun, hint_from(each.doc), fields_of(each))


def _time() -> list[StepForm]:
    duration = FormField("duration", "How long", hint="3d", help="Like 30m, 2h, 3d or 1d12h.")
    until = FormField("until", "Or until", help="A moment, or a value that holds one.", hint="{{ deal.expected_on }}")
    event = FormField("event", "Event", required=True, hint="order.placed", plain=True)
    match = FormField("match", "Only where", "rules", help="Without conditions: the same record.")
    late = FormField("timeout", "At most", hint="30d", plain=True)
    return [
        StepForm("wait", None, "Wait", TIME, "Go on after a time, or at a moment.", [duration, until]),
        StepForm("waitForEvent", None, "Wait for an event", TIME, "Go on when it happens.", [event, match, late]),
    ]


def _decide() -> list[StepForm]:
    check = FormField("check", "Fact", hint="user.hasOrdered", plain=True, help="Read at that moment.")
    rules = FormField("rules", "Or conditions", "rules")
    join = FormField(
        "join", "Go on when", "choice", choices=[Choice("all", "all are through"), Choice("any", "one is")]
    )
    items = FormField("items", "Each of", required=True, hint="cart.items")
    name = FormField("as", "Called", hint="item", plain=True)
    most = FormField("limit", "At most", "number", hint="100", plain=True)
    return [
        StepForm("condition", None, "Condition", DECIDE, "Go one way or the other.", [check, rules]),
        StepForm("branch", None, "Branch", DECIDE, "Take the first way whose conditions hold.", []),
        StepForm("parallel", None, "Side by side", DECIDE, "Take several ways at once.", [join]),
        StepForm("loop", None, "For each", DECIDE, "Take the steps once for each item.", [items, name, most]),
    ]


def _people(templates: Sequence[Choice], roles: Sequence[Choice]) -> list[StepForm]:
    mail = [
        FormField("template", "Template", "choice", required=True, choices=list(templates), plain=True),
        FormField("to", "To", hint="{{ contact.email }}", help="Without one: the person it is about."),
        FormField("variables", "Values for the mail", "json", help="Paths as a list, or names with values."),
    ]
    ask = [
        FormField("message", "Question", "long", required=True),
        FormField("to.role", "Asks everybody who is", "choice", choices=list(roles), plain=True),
        FormField("to.member", "Or one person", "record", record="member"),
        FormField("remindAfter", "Remind after", hint="1d", plain=True),
        FormField("escalateAfter", "Pass on after", hint="2d", plain=True),
        FormField("escalateTo.role", "Pass on to", "choice", choices=list(roles), plain=True),
        FormField("timeout", "Refused after", hint="7d", plain=True),
    ]
    return [
        StepForm("sendEmail", None, "Send e-mail", PEOPLE, "Send a mail from a template.", mail),
        StepForm("approval", None, "Ask for approval", PEOPLE, "Wait until a person says yes or no.", ask),
    ]


def _outside(workflows: Sequence[Choice]) -> list[StepForm]:
    methods = choices("GET", "POST", "PUT", "PATCH", "DELETE")
    call = [
        FormField("method", "Method", "choice", required=True, choices=methods, plain=True),
        FormField("url", "Address", required=True, hint="https://"),
        FormField("headers", "Headers", "pairs"),
        FormField("json", "Body", "json"),
        FormField("idempotent", "May be repeated", "boolean", help="The other side takes the same call only once."),
    ]
    inner = [
        FormField("workflow", "Workflow", "choice", required=True, choices=list(workflows), plain=True),
        FormField("context", "With", "pairs"),
        FormField("wait", "Wait for its end", "boolean"),
    ]
    ends = [Choice("completed", "done"), Choice("failed", "failed")]
    values = [FormField("values", "Values", "pairs")]
    stop = [FormField("reason", "Why"), FormField("outcome", "Counts as", "choice", choices=ends, plain=True)]
    return [
        StepForm("http", None, "Web call", OUTSIDE, "Call an address outside.", call),
        StepForm("workflow", None, "Other workflow", RUN, "Run another workflow.", inner),
        StepForm("set", None, "Set values", RUN, "Keep values for later steps.", values),
        StepForm("stop", None, "Stop", RUN, "End the whole run.", stop),
    ]
