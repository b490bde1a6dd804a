"""The kinds of connectors: each carries a post to a platform and says what the platform calls it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import Invalid
from app.marketing.models import SocialPost


@dataclass(frozen=True, slots=True)
class Carried:
    """What the platform answered: its own id and address of the post, where it tells them."""

    outside_id: str | None = None
    outside_url: str | None = None


# Settings, the secret (or None), the post, and a key that is the same at each try of one post.
Carry = Callable[[Mapping[str, Any], str | None, SocialPost, str], Carried]
Check = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of connector. `repeatable` says whether the receiver takes two equal posts for one, by their key."""

    name: str
    title: str
    carry: Carry
    check: Check
    repeatable: Callable[[Mapping[str, Any]], bool]


_ways: dict[str, Way] = {}


def way(
    name: str, *, title: str, check: Check, repeatable: Callable[[Mapping[str, Any]], bool] = lambda settings: False
) -> Callable[[Carry], Carry]:
    """Register the function below as the kind of connector `name`; `check` raises Invalid for unfit settings."""

    def register(carry: Carry) -> Carry:
        if name in _ways:
            raise ValueError(f"Two kinds of connectors are called {name}.")
        _ways[name] = Way(name, title, carry, check, repeatable)
        return carry

    return register


def find_way(name: str) -> Way:
    """The kind of connector of that name; raises Invalid."""
    if name not in _ways:
        known = ", ".join(sorted(_ways))
        raise Invalid(f"There is no connector called {name[:60]!r}.", fields={"kind": f"one of: {known}"})
    return _ways[name]
