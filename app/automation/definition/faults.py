"""What is wrong in a definition that cannot be read, each fault at its step and field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from app.automation.definition.nearness import did_you_mean
from app.core.errors import Invalid


@dataclass
class Faults:
    """The faults found so far, by field, in the order in which they were found."""

    found: dict[str, str] = field(default_factory=dict[str, str])

    def at_step(self, place: str, step_id: str, name: str, reason: str) -> None:
        """Note a fault of one step; `place` is where it stands ("4.ifTrue.1")."""
        where = f", field {name}" if name else ""
        self.found.setdefault(f"steps.{step_id}.{name}".rstrip("."), f"Step {place} ({step_id}){where}: {reason}")

    def at(self, name: str, reason: str) -> None:
        """Note a fault of the definition itself."""
        self.found.setdefault(name, f"Field {name}: {reason}")

    def refuse(self) -> None:
        """Raise Invalid if anything was found."""
        if self.found:
            first, *rest = self.found.values()
            more = f" ({len(rest)} more)" if rest else ""
            raise Invalid(f"{first}{more}", fields=self.found)


def told(error: ValidationError, model: type[BaseModel], raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The faults of one part as (field, reason), in words, with a suggestion for names that nobody knows."""
    known = [info.alias or name for name, info in model.model_fields.items()]
    lines: list[tuple[str, str]] = []
    for item in error.errors(include_url=False):
        place = ".".join(str(part) for part in item["loc"] if not _inner(part))
        if item["type"] == "extra_forbidden":
            hint = did_you_mean(str(item["loc"][-1]), known) if len(item["loc"]) == 1 else ""
            lines.append((place, f"there is no such field.{hint}"))
        else:
            lines.append((place, _reason(item["msg"])))
    return lines


def _inner(part: int | str) -> bool:
    """Whether this names a branch of a type rather than something the writer wrote."""
    return isinstance(part, str) and ("[" in part or part in {"str", "OnError", "Step"})


def _reason(message: str) -> str:
    bare = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return "is missing" if bare == "Field required" else bare[:1].lower() + bare[1:]
