"""What tests of workflows share."""

from typing import Any

import pytest

from app.core.queue import drains
from tests.factories.workflows import CART, ONBOARDING


@pytest.fixture
def cart() -> dict[str, Any]:
    """The first definition of the catalogue, word for word."""
    return CART


@pytest.fixture
def onboarding() -> dict[str, Any]:
    """The second one."""
    return ONBOARDING


@pytest.fixture(autouse=True)
def own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers inside a test leave the runs to the test, whose clock is another one."""
    monkeypatch.setattr(drains, "_drains", {k: v for k, v in drains._drains.items() if k != "workflows"})
