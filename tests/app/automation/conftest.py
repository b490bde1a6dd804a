"""What tests of workflows share."""

from typing import Any

import pytest

from app.core.queue import drains

CART: dict[str, Any] = {
    "name": "Abandoned Cart Recovery",
    "triggerType": "event",
    "triggerConfig": {"event": "cart.abandoned"},
    "steps": [
        {"type": "wait", "duration": "1h"},
        {"type": "sendEmail", "template": "abandoned-cart-reminder", "variables": ["cart.items", "cart.total"]},
        {"type": "wait", "duration": "24h"},
        {
            "type": "condition",
            "check": "cart.stillAbandoned",
            "ifTrue": [{"type": "sendEmail", "template": "abandoned-cart-discount", "variables": ["discount.code"]}],
        },
    ],
}
ONBOARDING: dict[str, Any] = {
    "name": "Customer Onboarding Sequence",
    "triggerType": "event",
    "triggerConfig": {"event": "user.created"},
    "steps": [
        {"type": "sendEmail", "template": "welcome", "delay": "immediate"},
        {"type": "wait", "duration": "3d"},
        {"type": "sendEmail", "template": "getting-started-tips"},
        {"type": "wait", "duration": "7d"},
        {
            "type": "condition",
            "check": "user.hasOrdered",
            "ifFalse": [{"type": "sendEmail", "template": "first-order-discount"}],
        },
    ],
}


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
