"""What stands between a workflow and its publication."""

import re
from dataclasses import dataclass
from typing import Literal

from app.core.errors import Invalid
from app.core.said import Said

_HINT = re.compile(r" ?Did you mean [“\"]?([^?“”\"]+)[”\"]?\?")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: at the step `step_id` (None: the workflow itself) in `field`; errors forbid publishing."""

    step_id: str | None
    field: str
    message: Said
    suggestion: str | None = None
    severity: Literal["error", "warning"] = "error"


def made(step_id: str | None, field: str, message: str, severity: Literal["error", "warning"] = "error") -> Problem:
    """A problem whose suggestion is read from its own words ("Did you mean lead.name?")."""
    found = _HINT.search(message)
    return Problem(step_id, field, message, found[1] if found else None, severity)


def from_refusal(error: Invalid) -> list[Problem]:
    """The faults of a definition that cannot be read, as problems."""
    found: list[Problem] = []
    for name, message in error.fields.items():
        head, _, rest = name.partition(".")
        step_id, _, field = rest.partition(".")
        at_step = head == "steps" and bool(step_id) and not step_id.isdigit()
        found.append(made(step_id, field, message) if at_step else made(None, name, message))
    return found or [made(None, "definition", error.message)]


def refuse(problems: list[Problem]) -> None:
    """Raise Invalid if any of the problems is an error; its fields are named as those of a refused definition."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
        raise Invalid(f"{errors[0].message}{more}", fields={_name(problem): problem.message for problem in errors})


def _name(problem: Problem) -> str:
    return f"steps.{problem.step_id}.{problem.field}" if problem.step_id else problem.field
