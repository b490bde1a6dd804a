"""The records of marketing as the history names them."""

from app.core.access import Permission
from app.core.history.subjects import register

register(
    "social_connector",
    "Social connector",
    Permission.INTEGRATIONS_READ,
    route="/settings/connectors",
    label_column="platform",
)
