"""Figures whose source does not exist yet, which say so."""

from app.core.access import Permission
from app.core.metrics import awaited

BILLING = "subscriptions come with billing"

awaited(
    "mrr",
    title="Monthly recurring revenue",
    meaning="What all running subscriptions bring in a month.",
    unit="money",
    permission=Permission.DEALS_READ,
    missing=BILLING,
)
awaited(
    "churn_rate",
    title="Churn rate",
    meaning="The share of subscribers who left within the period.",
    unit="percent",
    permission=Permission.DEALS_READ,
    missing=BILLING,
    good="down",
)
awaited(
    "ltv",
    title="Customer lifetime value",
    meaning="What a customer brings from the first order to the last.",
    unit="money",
    permission=Permission.DEALS_READ,
    missing=BILLING,
)
