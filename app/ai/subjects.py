"""The records of AI as the history names them."""

from app.core.access import Permission
from app.core.history.subjects import register

register("ai_prompts", "Prompt", Permission.CONTENT_READ, route="/texts/{id}", noun="prompt")
register("ai_provider", "AI provider", Permission.INTEGRATIONS_READ, route="/settings/ai", label_column="provider")
register("ai_budgets", "Budget", Permission.SETTINGS_READ, route="/settings/ai", label_column="service")
