"""A step at the moment at which it is taken."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from app.automation.definition import Step

S = TypeVar("S", bound=Step, covariant=True)


@dataclass(slots=True)
class Place(Generic[S]):
    """A step, its key, the names that only steps in its loops see, and what is kept of it while it is open."""

    step: S
    key: str
    rounds: str
    local: dict[str, Any]
    mine: dict[str, Any]
    input: Any = None
    output: Any = None
    deed: Any = None
    told: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
