"""What the figures of a workflow suggest to change."""

from collections.abc import Iterator, Sequence

from app.automation.definition import Branch, Condition, Definition, Retry, Step, Wait, WaitForEvent
from app.automation.watch.rows import StepHealth, Suggestion
from app.core.said import in_english

# Fewer than so many cases say nothing.
LEAST_FAILURES, LEAST_DECISIONS, LEAST_WAITS = 5, 20, 10
OFTEN = 0.2


def suggestions(definition: Definition, steps: Sequence[StepHealth]) -> list[Suggestion]:
    """What to change, the most pressing first."""
    health = {step.step_id: step for step in steps}
    found: list[Suggestion] = []
    for step_id, known in health.items():
        step = definition.step(step_id)
        if step is not None:
            found += [*_failing(step, known), *_useless(step, known), *_untaken(step, known)]
    return found + list(_last(definition))


def _failing(step: Step, known: StepHealth) -> Iterator[Suggestion]:
    if known.failed < LEAST_FAILURES or known.failure_rate < OFTEN or step.on_error != "stop":
        return
    reason = f"It failed {known.failed} of {known.times} times."
    if step.retry is None or step.retry.attempts < Retry().attempts + 2:
        change = "It is tried five times, with pauses that grow from one minute."
        yield _suggestion("retry", step, in_english(f"“{step.title}” fails often"), reason, change)
    change = "When it fails, the run goes on with the next step."
    yield _suggestion("continue", step, in_english(f"“{step.title}” ends many runs"), reason, change)


def _useless(step: Step, known: StepHealth) -> Iterator[Suggestion]:
    if not isinstance(step, WaitForEvent):
        return
    late = known.ways.get("onTimeout", 0)
    if late >= LEAST_WAITS and late == sum(known.ways.values()):
        reason = f"{step.event} never came in {late} waits."
        change = "The wait goes; the steps for its time-out come at once."
        yield _suggestion("unwait", step, in_english(f"“{step.title}” waits in vain"), reason, change)


def _untaken(step: Step, known: StepHealth) -> Iterator[Suggestion]:
    made = sum(known.ways.values())
    if made < LEAST_DECISIONS or not isinstance(step, Condition | Branch):
        return
    for way, inner in step.inner():
        if inner and not known.ways.get(way):
            name = _called(step, way)
            reason = f"In {made} decisions it was never taken."
            change = f"The steps of {name} go."
            yield _suggestion(
                f"prune:{way}", step, in_english(f"{name} of “{step.title}” is never taken"), reason, change
            )


def _last(definition: Definition) -> Iterator[Suggestion]:
    if definition.steps and isinstance(step := definition.steps[-1], Wait):
        reason, change = "Nothing comes after it.", "The wait goes."
        yield _suggestion("unwait", step, in_english(f"“{step.title}” waits for nothing"), reason, change)


def _called(step: Step, way: str) -> str:
    if isinstance(step, Branch) and way.startswith("branches."):
        return f"“{step.branches[int(way.partition('.')[2])].name}”"
    return in_english({"ifTrue": "“Yes”", "ifFalse": "“No”", "otherwise": "“Otherwise”"}).get(way, way)


def _suggestion(kind: str, step: Step, title: str, reason: str, change: str) -> Suggestion:
    return Suggestion(f"{kind}@{step.id}", kind.partition(":")[0], step.id, title, reason, change)
