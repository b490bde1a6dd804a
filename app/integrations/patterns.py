"""Which events an endpoint wants: names, or patterns with a star at the end."""

import re
from collections.abc import Sequence

from app.core.errors import Invalid

PATTERN = re.compile(r"\*|[a-z][a-z0-9_]*(\.[a-z0-9_]+)*(\.\*)?")
# What came in by a webhook leaves by one only where somebody asks for exactly that, so that nothing goes in circles.
UNASKED = ("webhook.",)
MOST = 50


def checked(patterns: Sequence[str]) -> list[str]:
    """The patterns, each once; raises Invalid."""
    given = list(dict.fromkeys(pattern.strip() for pattern in patterns if pattern.strip()))
    if not given:
        raise Invalid("An endpoint needs at least one event.", fields={"events": "choose at least one, or *"})
    if len(given) > MOST:
        raise Invalid("That is more than anybody can read.", fields={"events": f"{MOST} at most"})
    for pattern in given:
        if len(pattern) > 100 or not PATTERN.fullmatch(pattern):
            text = f"“{pattern[:60]}” is no name of an event; write deal.moved, deal.* or *"
            raise Invalid("Some events cannot be.", fields={"events": text})
    return given


def wants(patterns: Sequence[str], name: str) -> bool:
    """Whether one of the patterns takes events of this name."""
    return any(_takes(pattern, name) for pattern in patterns)


def _takes(pattern: str, name: str) -> bool:
    if pattern == "*":
        return not name.startswith(UNASKED)
    if pattern.endswith(".*"):
        return name.startswith(pattern[:-1])
    return pattern == name
