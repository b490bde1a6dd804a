"""Providers, budgets, prompts and texts as pages show them."""

from typing import Any

from app.ai.budgets import BudgetRow
from app.ai.registry import PROVIDERS
from app.ai.rows import GenerationRow, PriceRow, PromptRow, ProviderRow

MOST = 90


def shown_provider(one: ProviderRow) -> dict[str, Any]:
    """A provider; `own_url` and `own_model` only where they differ from the usual ones."""
    usual = PROVIDERS[one.name]
    return {
        "name": one.name,
        "title": one.title,
        "state": "off" if not one.active else "ready" if one.ready else "none",
        "key": one.key,
        "model": one.model,
        "active": one.active,
        "tasks": ", ".join(one.tasks),
        "own_url": "" if one.base_url == usual.base_url else one.base_url,
        "own_model": "" if one.model == usual.model else one.model,
        "usual_url": usual.base_url,
        "usual_model": usual.model,
        "trial": {},
    }


def shown_price(one: PriceRow) -> dict[str, Any]:
    """A price, in US dollars for a million tokens."""
    return {"model": one.model, "usd_in": f"{one.usd_in:f}", "usd_out": f"{one.usd_out:f}", "own": one.own}


def shown_budget(one: BudgetRow) -> dict[str, Any]:
    """A budget with what was spent of it."""
    return {
        "service": one.service,
        "title": one.title[:1].upper() + one.title[1:],
        "limit": float(one.usd_month),
        "limit_text": f"{one.usd_month:f}",
        "spent": float(one.spent),
        "tokens": one.tokens,
        "full": one.spent >= one.usd_month,
    }


def shown_prompt(one: PromptRow) -> dict[str, Any]:
    """A prompt."""
    names = ("name", "category", "template", "model", "temperature", "max_tokens", "version")
    return {"id": str(one.id), **{name: getattr(one, name) for name in names}, "variables": ", ".join(one.variables)}


def shown_text(one: GenerationRow) -> dict[str, Any]:
    """A text asked of a model; `line` is its beginning."""
    content = one.generated_content or ""
    return {
        "id": str(one.id),
        "prompt_id": str(one.prompt_id or ""),
        "state": one.state,
        "line": " ".join(content.split())[:MOST],
        "content": content,
        "error": one.error_message or "",
        "model": one.model or "",
        "tokens": one.tokens_used,
        "cost": float(one.cost_usd),
        "used": one.was_used,
        "job": f"/jobs/{one.job_id}" if one.job_id else "",
        "at": one.created_at.isoformat(),
        "suggestions": one.suggestions,
    }
