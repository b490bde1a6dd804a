"""How long tests look for what breaks: the same short way in `make test`, new and longer ones when asked."""

import os

from hypothesis import HealthCheck, settings

LONGER = 30


def depth(examples: int, steps: int) -> settings:
    """So many examples of so many steps; with STEWARD_HYPOTHESIS=long thirty times as many, others each time."""
    long = os.environ.get("STEWARD_HYPOTHESIS") == "long"
    return settings(
        max_examples=examples * (LONGER if long else 1),
        stateful_step_count=steps,
        derandomize=not long,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
