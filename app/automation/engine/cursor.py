"""Where a run stands, as JSON: by the ids of steps, never by their places, so that it fits later versions too."""

from dataclasses import dataclass, field
from typing import Any

Open = dict[str, Any]


def _texts() -> dict[str, str]:
    return {}


def _values() -> dict[str, Any]:
    return {}


def _opens() -> dict[str, Open]:
    return {}


@dataclass
class Cursor:
    """The place of one run.

    A key is the id of a step with the rounds of the loops around it ("send-2#4"). `at` names, for each list of steps
    that is under way, the step that comes next ("" at its end); `open` what is known of each step that has begun;
    `steps` what the finished ones brought, by id; `reuse` what a replay takes over, by key;
    `kept` the signals that came during a pause.
    """

    at: dict[str, str] = field(default_factory=_texts)
    open: dict[str, Open] = field(default_factory=_opens)
    vars: dict[str, Any] = field(default_factory=_values)
    steps: dict[str, Any] = field(default_factory=_values)
    reuse: dict[str, Any] = field(default_factory=_values)
    kept: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    count: int = 0

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Cursor":
        """The cursor that a row holds; an empty one stands at the beginning."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__ if name in data})

    def data(self) -> dict[str, Any]:
        """The cursor for its row, without what is empty."""
        return {name: held for name in self.__dataclass_fields__ if (held := getattr(self, name))}

    def clear(self, key: str) -> list[str]:
        """Forget all that is under way inside the step of that key; returns the keys that were open there."""
        frames = {frame for frame in self.at if frame.startswith((f"{key}.", f"{key}#"))}
        inside = [name for name, held in self.open.items() if held.get("in") in frames]
        gone = list(inside)
        for name in inside:
            gone += self.clear(name)
            self.open.pop(name, None)
        for frame in frames:
            self.at.pop(frame, None)
        return gone
