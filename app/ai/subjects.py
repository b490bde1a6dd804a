"""The records of AI as the history names them."""

from app.core.access import Permission
from app.core.history.subjects import register

register("ai_prompts", "Prompt", Permission.CONTENT_READ)
register("ai_provider", "AI provider", Permission.INTEGRATIONS_READ, label_column="provider")
register("ai_budgets", "Budget", Permission.SETTINGS_READ, label_column="service")
