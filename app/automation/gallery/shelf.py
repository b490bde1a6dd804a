"""The ready workflows, read from their files."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from app.automation.definition import Definition, parse
from app.automation.definition.nearness import did_you_mean
from app.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready workflow; each of its samples is an event, an action or the context of a run to try it with."""

    name: str
    title: str
    category: str
    description: str
    needs: list[str]
    posted_only: bool
    samples: list[dict[str, Any]]
    definition: dict[str, Any]

    def read(self) -> Definition:
        """Its definition, with ids."""
        return parse(self.definition)


@cache
def shelf() -> dict[str, Ready]:
    """Every ready workflow by its name."""
    folder = files("app.automation.gallery")
    texts = sorted(
        (one.name, one) for one in folder.iterdir() if one.name.endswith(".json") and one.name != "events.json"
    )
    made = [_read(json.loads(file.read_text(encoding="utf-8"))) for _, file in texts]
    return {ready.name: ready for ready in made}


def _read(raw: dict[str, Any]) -> Ready:
    return Ready(posted_only=raw.pop("postedOnly"), **raw)


def ready(name: str) -> Ready:
    """The ready workflow of that name; raises NotFound with a suggestion."""
    if name not in shelf():
        raise NotFound(f"There is no ready workflow called {name[:60]!r}.{did_you_mean(name, shelf())}")
    return shelf()[name]
