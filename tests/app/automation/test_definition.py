"""Definitions: read whole or refused at the step and field; ids stay where they are."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.automation.definition import KINDS, Definition, events_of, parse, span, told, walk
from app.automation.definition.ids import Ids, with_ids
from app.automation.definition.part import DEEPEST, MOST_STEPS
from app.core.errors import Invalid

WAIT = {"type": "wait", "duration": "1h"}
STOP = {"type": "stop"}
MAIL = {"type": "sendEmail", "template": "welcome"}
ASK = {"type": "condition", "check": "a"}


def whole(steps: list[Any], **more: Any) -> dict[str, Any]:
    return {"name": "Test", "triggerType": "manual", "steps": steps, **more}


def fields(steps: list[Any], **more: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        parse(whole(steps, **more))
    return caught.value.fields


def leaves() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            WAIT,
            STOP,
            {"type": "sendEmail", "template": "welcome", "onError": "continue"},
            {"type": "set", "values": {"a": 1}},
            {"type": "task.create", "title": "Call", "retry": {"attempts": 2}},
            {"type": "http", "url": "https://example.com", "json": {"type": "not a step", "id": "x"}},
        ]
    )


def holders(inner: st.SearchStrategy[list[dict[str, Any]]]) -> st.SearchStrategy[dict[str, Any]]:
    some = inner.filter(bool)
    return st.one_of(
        st.builds(lambda a, b: {"type": "condition", "check": "a.b", "ifTrue": a, "ifFalse": b}, inner, inner),
        st.builds(lambda a: {"type": "loop", "items": "a", "as": "one", "steps": a}, some),
        st.builds(lambda a: {"type": "parallel", "branches": [{"name": "A", "steps": a}]}, inner),
        st.builds(lambda a: {**WAIT, "onError": {"steps": a}}, inner),
        st.builds(lambda a: {"type": "waitForEvent", "event": "a.b", "onTimeout": a}, inner),
    )


def lists(depth: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    step = leaves() if depth == 0 else st.one_of(leaves(), holders(lists(depth - 1)))
    return st.lists(step, max_size=3)


def bare(value: Any) -> Any:
    """The same without the ids of steps, and actions as they were written."""
    if isinstance(value, dict):
        return {name: bare(part) for name, part in value.items() if name != "id" or "type" not in value}
    return [bare(part) for part in value] if isinstance(value, list) else value


@given(lists(3))
@settings(max_examples=60, deadline=None)
def test_reading_is_stable(steps: list[dict[str, Any]]) -> None:
    read = parse(whole(steps))
    again = parse(read.wire())
    assert again == read
    assert again.wire() == read.wire()
    ids = [step.id for _, step in walk(read.steps)]
    assert len(ids) == len(set(ids))
    places = [place for place, _ in walk(read.steps)]
    assert len(places) == len(set(places))


@given(lists(2), lists(2), lists(2))
@settings(max_examples=60, deadline=None)
def test_ids_stay_over_edits_and_are_never_given_twice(
    before: list[dict[str, Any]], new: list[dict[str, Any]], later: list[dict[str, Any]]
) -> None:
    first = Ids()
    kept = with_ids(before, first)
    second = Ids(first.highest)
    edited = with_ids([*new, *kept[1:]], second)
    assert edited[len(new) :] == kept[1:]
    gone = first.taken | {step.id for _, step in walk(parse(whole(kept)).steps)}
    third = Ids(second.highest)
    fresh = {step.id for _, step in walk(parse(whole(with_ids(later, third))).steps)}
    assert fresh & gone == set()
    assert bare(edited) == bare([*new, *kept[1:]])


def test_the_definitions_of_the_catalogue_are_read_word_for_word(
    cart: dict[str, Any], onboarding: dict[str, Any]
) -> None:
    for raw in (cart, onboarding):
        assert bare(parse(raw).wire()) == raw
    assert [place for place, _ in walk(parse(cart).steps)] == ["0", "1", "2", "3", "3.ifTrue.0"]
    assert events_of("event", parse(onboarding).trigger_config) == {"contact.created"}


@pytest.mark.parametrize(
    ("steps", "field", "words"),
    [
        ([{"type": "sendMail"}], "steps.sendMail-1.type", "Did you mean sendEmail?"),
        ([{"type": "email"}], "steps.email-1.type", "Did you mean sendEmail?"),
        ([{"type": "sendEmail"}], "steps.sendEmail-1.template", "Step 1 (sendEmail-1), field template: is missing"),
        (
            [{"type": "sendEmail", "templte": "x", "template": "x"}],
            "steps.sendEmail-1.templte",
            "Did you mean template?",
        ),
        (
            [WAIT, {"type": "wait", "duration": "1 fortnight"}],
            "steps.wait-2.duration",
            "Step 2 (wait-2), field duration",
        ),
        ([{"type": "wait"}], "steps.wait-1", "either duration or until"),
        ([{**WAIT, "id": "a"}, {**WAIT, "id": "a"}], "steps.a.id", "two steps have this id"),
        ([{**WAIT, "id": "no good"}], "steps.no good.id", "string should match"),
        ([{"name": "no type"}], "steps.1.type", "is missing"),
        (["wait"], "steps.1", "a step is a JSON object"),
        ([{"type": "branch", "branches": []}], "steps.branch-1.branches", "at least 1 item"),
        ([{"type": "loop", "items": "a", "steps": []}], "steps.loop-1.steps", "at least 1 item"),
        ([{"type": "condition", "rules": [{"field": "a"}]}], "steps.condition-1.rules", "cannot be read"),
        ([{**ASK, "ifTrue": [{**WAIT, "duration": "x"}]}], "steps.wait-1.duration", "Step 1.ifTrue.1 (wait-1)"),
        ([{**WAIT, "retry": {"attempts": 0}}], "steps.wait-1.retry.attempts", "greater than or equal to 1"),
    ],
)
def test_faults_name_step_and_field(steps: list[Any], field: str, words: str) -> None:
    assert words in fields(steps)[field]


def test_all_faults_are_told_at_once() -> None:
    assert len(fields([{"type": "sendMail"}, {"type": "wait"}, {"type": "http"}])) == 3
    assert "triggerType" in fields([], triggerType="evnt")
    assert "triggerConfig.evnt" in fields([], triggerConfig={"evnt": "a.b"})
    assert "settings.rate" in fields([], settings={"rate": "often"})
    assert "settings.schedule.zone" in fields([], settings={"schedule": {"zone": "Mars/Olympus"}})


def test_bounds() -> None:
    deep: dict[str, Any] = WAIT
    for _ in range(DEEPEST + 1):
        deep = {"type": "condition", "check": "a.b", "ifTrue": [deep]}
    assert "steps" in fields([deep])
    assert "steps" in fields([WAIT] * (MOST_STEPS + 1))
    with pytest.raises(Invalid, match="characters"):
        parse(whole([{"type": "stop", "reason": "x" * 30_000}]))
    bottomless: list[Any] = []
    for _ in range(5_000):
        bottomless = [bottomless]
    with pytest.raises(Invalid):
        parse(whole(bottomless))


def test_lengths_of_time() -> None:
    assert span("1d12h") == timedelta(hours=36)
    assert span("immediate") == timedelta(0)
    assert told(timedelta(days=8, seconds=1)) == "1w1d1s"
    for wrong in ("", "5", "h", "1y", "-1h", "1h ago", "99999999w"):
        with pytest.raises(Invalid):
            span(wrong)


def test_actions_stand_by_their_own_name() -> None:
    step = parse(whole([{"type": "contact.create", "name": "Step", "arguments": {"name": "Ann"}, "phone": "1"}])).steps[
        0
    ]
    assert (step.name, step.wire()["arguments"]) == ("Step", {"phone": "1", "name": "Ann"})


def test_changes_of_tables_are_events_of_records() -> None:
    def events(**config: Any) -> frozenset[str]:
        read: Definition = parse(whole([], triggerType="database_change", triggerConfig=config))
        return events_of(read.trigger_type, read.trigger_config)

    assert events(table="deal", change="update") == {"deal.updated"}
    assert events(record="users", change=["insert", "deleted"]) == {"contact.created", "contact.deleted"}
    assert events(table="lead") == {"lead.created", "lead.updated", "lead.deleted"}
    assert events(table="Companies", change="insert") == {"company.created"}
    assert events(table="jobs", change="insert") == {"jobs.created"}


def test_every_type_of_step_is_known() -> None:
    assert set(KINDS) >= {"wait", "sendEmail", "condition", "branch", "parallel", "loop", "approval", "http", "stop"}
