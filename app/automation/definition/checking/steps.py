"""What each type of step is held against."""

import re
from collections.abc import Iterator

from app.automation import catalogue
from app.automation.definition.checking import arguments
from app.automation.definition.checking.house import House
from app.automation.definition.checking.known import Known
from app.automation.definition.checking.problems import Problem, made
from app.automation.definition.deciding import Approval, Branch, Condition, Loop, Whom
from app.automation.definition.doing import Act, Http, SendEmail, SubWorkflow, WaitForEvent
from app.automation.definition.nearness import did_you_mean
from app.automation.definition.step import Step
from app.core import rules
from app.core.errors import Invalid
from app.core.http import check_url
from app.core.templates import nearest


def of_step(house: House, step: Step, known: Known) -> Iterator[Problem]:
    """Everything that is wrong with one step, given what is known when it is reached."""
    for field, source in step.templates():
        for path, words in known.faults(source):
            yield made(step.id, field, _with_path(words, path))
    yield from _of_kind(house, step, known)


def _with_path(words: str, path: str) -> str:
    return words if not path or path in words else f"{path}: {words}"


def _of_kind(house: House, step: Step, known: Known) -> Iterator[Problem]:
    match step:
        case Act():
            yield from arguments.of_action(house.actor, step)
        case SendEmail():
            yield from _mail(house, step, known)
        case Http():
            yield from _address(step)
        case Condition():
            yield from _condition(step, known)
        case Branch():
            for at, case in enumerate(step.branches):
                yield from of_rules(step.id, f"branches.{at}.rules", case.rules, known)
        case Approval():
            yield from _whom(house, step, "to", step.to)
            if step.escalate_to:
                yield from _whom(house, step, "escalateTo", step.escalate_to)
        case SubWorkflow():
            if not arguments.templated(step.workflow) and step.workflow not in house.workflows:
                hint = did_you_mean(step.workflow, house.workflows)
                yield made(step.id, "workflow", f"There is no workflow called {step.workflow}.{hint}")
        case WaitForEvent():
            yield from of_event(house, step.id, "event", step.event)
        case Loop():
            yield from _loop(step, known)
        case _:
            return


def _address(step: Http) -> Iterator[Problem]:
    # A template behind the host leaves the host as certain as if there were none.
    begun = WRITTEN.match(step.url) if arguments.templated(step.url) else None
    if begun is None and arguments.templated(step.url):
        return
    try:
        check_url(begun[0] if begun else step.url)
    except Invalid as error:
        yield made(step.id, "url", error.message)


def _mail(house: House, step: SendEmail, known: Known) -> Iterator[Problem]:
    listed = step.variables if isinstance(step.variables, list) else []
    for at, path in enumerate(listed):
        if not known.has(path):
            yield made(step.id, f"variables.{at}", _unknown(path, known))
    if arguments.templated(step.template):
        return
    if step.template not in house.templates:
        hint = did_you_mean(step.template, house.templates)
        yield made(step.id, "template", f"There is no mail template called {step.template}.{hint}")
        return
    given = known.plus(*(f"{name}.*" for name in step.variables), *OFFERED)
    for path in sorted(house.templates[step.template]):
        if not given.has(path):
            yield made(step.id, "template", f"The mail template {step.template} needs {path}. {_unknown(path, known)}")


WRITTEN = re.compile(r"[^/?#{]*://[^/?#{]*[/?#]")
# The mail's own frame brings these to every template.
OFFERED = ("company.*", "recipient.*", "unsubscribe_url", "user.*", "contact.*", "member.*")


def _unknown(path: str, known: Known) -> str:
    near = nearest(path, known.sure | known.maybe)
    if near:
        return f"There is no value for {path} here. Did you mean {near}?"
    return f"There is no value for {path} here."


def _condition(step: Condition, known: Known) -> Iterator[Problem]:
    if step.rules is not None:
        if not list(rules.parse(step.rules).leaves()):
            yield made(step.id, "rules", "Without a condition all runs take the first way.", "warning")
        yield from of_rules(step.id, "rules", step.rules, known)
    elif step.check and not known.has(step.check) and step.check not in facts():
        near = nearest(step.check, [*facts(), *known.sure])
        hint = f" Did you mean {near}?" if near else ""
        yield made(step.id, "check", f"Nothing tells whether {step.check}.{hint}", "warning")


def facts() -> list[str]:
    """The names of the registered facts."""
    return list(catalogue.facts())


def of_rules(step_id: str | None, field: str, condition: object, known: Known) -> Iterator[Problem]:
    """Rules over paths that nothing brings."""
    for rule in rules.parse(condition).leaves():
        if not known.has(rule.field):
            yield made(step_id, field, _unknown(rule.field, known))


def _whom(house: House, step: Approval, field: str, whom: Whom) -> Iterator[Problem]:
    if whom.role is not None and whom.role not in house.roles:
        yield made(step.id, field, f"There is no role called {whom.role}.{did_you_mean(whom.role, house.roles)}")
    member = whom.member
    if member is not None and not arguments.templated(member) and member.lower() not in house.members:
        yield made(step.id, field, f"Nobody here is called {member}.{did_you_mean(member, house.members)}")


def of_event(house: House, step_id: str | None, field: str, event: str) -> Iterator[Problem]:
    """An event that is unknown and was never seen."""
    if event in catalogue.names() or catalogue.has_happened(house.session, event):
        return
    hint = did_you_mean(event, catalogue.names())
    yield made(step_id, field, f"The event {event} has never happened here.{hint}", "warning")


def _loop(step: Loop, known: Known) -> Iterator[Problem]:
    if isinstance(step.items, str) and not arguments.templated(step.items) and not known.has(step.items):
        yield made(step.id, "items", _unknown(step.items, known))
