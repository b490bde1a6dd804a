"""Runs and their steps as pages show them."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from app.automation.run_rows import MoveRow, RunRow, StepRow
from app.core.errors import Invalid
from app.core.history.subjects import subject_of
from app.core.said import in_english
from state import here

TONES = {
    "ready": "blue",
    "queued": "grey",
    "debouncing": "grey",
    "collecting": "grey",
    "asleep": "blue",
    "listening": "blue",
    "sending": "blue",
    "approval": "amber",
    "child": "blue",
    "retrying": "amber",
    "unknown": "red",
    "paused": "amber",
    "completed": "green",
    "failed": "red",
    "stopped": "green",
    "left": "grey",
    "cancelled": "grey",
}
REUSED = in_english("reused")
STEPS = {
    "completed": ("green", in_english("done")),
    "failed": ("red", in_english("failed")),
    "waiting": ("blue", in_english("waits")),
}
NAMES = ("name", "title", "email", "subject", "id")


def about(run: RunRow) -> str:
    """What the run is about, in a word: the name of its record or of what the event brought, else its first value."""
    brought = {key: part for key, part in run.context.items() if key != "trigger"}
    parts = [part for part in brought.values() if isinstance(part, dict)]
    named = next((str(part[name]) for part in parts for name in NAMES if part.get(name)), "")
    plain = (f"{key}: {part}"[:40] for key, part in brought.items() if isinstance(part, str | int | float))
    return named or next(plain, "")


def line(run: RunRow) -> dict[str, Any]:
    """The values of one line of a list of runs."""
    return {
        "id": str(run.id),
        "about": about(run) or f"{str(run.id)[:4]}…{str(run.id)[-4:]}",
        "workflow": run.workflow_name,
        "workflow_id": str(run.workflow_id),
        "workflow_href": f"/workflows/{run.workflow_id}",
        "version": run.workflow_version,
        "state": run.state,
        "tone": TONES[run.state],
        "reason": run.error_message or run.reason or "",
        "wrong": run.error_message is not None,
        "origin": run.origin,
        "steps": run.steps_done,
        "open": run.status in ("pending", "running"),
        "at": run.created_at.isoformat(),
        "ended": run.completed_at.isoformat() if run.completed_at else "",
        "next": run.due_at.isoformat() if run.due_at else "",
        "took": took(run),
    }


def took(run: RunRow) -> str:
    """How long the run took, once it is over."""
    if run.started_at is None or run.completed_at is None:
        return ""
    return span(run.completed_at - run.started_at)


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit."""
    seconds = length.total_seconds()
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.1f} s"


def step(row: StepRow) -> dict[str, Any]:
    """The values of one step of a run."""
    tone, label = STEPS.get(row.status, ("grey", row.status))
    _, _, round_number = row.key.partition("#")
    return {
        "key": row.key,
        "step_id": row.step_id,
        "name": row.step_name,
        "round": round_number,
        "type": row.step_type,
        "status": row.status,
        "tone": tone,
        "label": REUSED if row.reused else label,
        "input": pretty(row.input),
        "output": pretty(row.output),
        "error": row.error_message or "",
        "took": span(timedelta(milliseconds=row.duration_ms)) if row.status != "waiting" else "",
        "together": row.together,
        "attempts": row.attempts,
        "operation_id": str(row.operation_id or ""),
        "job_id": str(row.job_id or ""),
        "at": row.created_at.isoformat(),
        "until": row.until.isoformat() if row.until else "",
    }


def sleeps(shown: dict[str, Any]) -> bool:
    """Whether a step as `step` shows it waits for a time."""
    return shown["type"] == "wait" and shown["status"] == "waiting"


def states(steps: Iterable[StepRow]) -> dict[str, dict[str, str]]:
    """The state of each drawn step by its id; of the rounds of a loop the last one counts, unless one failed."""
    found: dict[str, dict[str, str]] = {}
    for row in steps:
        tone, label = STEPS.get(row.status, ("grey", row.status))
        if found.get(row.step_id, {}).get("tone") != "red":
            found[row.step_id] = {"tone": tone, "label": label}
    return found


def pretty(value: Any) -> str:
    """A value of a step as text."""
    return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


def changed_input(text: str) -> dict[str, Any] | None:
    """The parts of a run's input that people replace, written as JSON; None for nothing. Raises Invalid."""
    try:
        given: Any = json.loads(text) if text.strip() else None
    except ValueError:
        raise Invalid("The input is not valid JSON; nothing was started.") from None
    if given is not None and not isinstance(given, dict):
        raise Invalid('The input must be an object, such as {"lead": {…}}; nothing was started.')
    return given


def subject_link(run: RunRow) -> str:
    """The page of the record that the run is about, where it has one."""
    known = subject_of(run.subject_table or "")
    return (known.link(run.subject_id) or "") if known and run.subject_id else ""


def move_lines(rows: Iterable[MoveRow]) -> list[dict[str, Any]]:
    """What moving these runs would change, in words; those for whom it is the same stand together."""
    counts = Counter(_move(one) for one in rows)
    return [{**asdict(move), "count": count} for move, count in counts.most_common()]


@dataclass(frozen=True, slots=True)
class Move:
    """Where runs wait, what would change for them, and from which version to which."""

    at: str
    text: str
    old: int
    new: int
    possible: bool


def _move(one: MoveRow) -> Move:
    def named(steps: Iterable[str]) -> str:
        return ", ".join(one.titles.get(step, step) for step in steps)

    words = in_english(("no longer: {steps}", "new: {steps}", "left out: {steps}", "changed: {steps}"))
    parts = zip(words, (one.gone, one.added, one.skipped, one.changed), strict=True)
    told = "; ".join(here.said(word).format(steps=named(steps)) for word, steps in parts if steps)
    text = here.said(one.problem) if one.problem else told or here.said(in_english("the same steps"))
    return Move(named(one.waits_at), text, one.from_version, one.to_version, one.possible)
