"""The two definitions that the catalogue has word for word."""

from typing import Any

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
