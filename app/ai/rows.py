"""What leaves the house about prompts, providers and generations."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.ai.models import Generation, Prompt
from app.core.said import Said


@dataclass(frozen=True, slots=True)
class PromptRow:
    """A prompt with the defaults of its use."""

    id: UUID
    name: str
    category: str
    template: str
    variables: list[str]
    model: str
    temperature: float
    max_tokens: int
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """A text asked of a model: `state` is asked, made or failed; `cost_usd` in US dollars."""

    id: UUID
    prompt_id: UUID | None
    state: str
    input_variables: dict[str, Any]
    generated_content: str | None
    suggestions: list[str]
    provider: str | None
    model: str | None
    tokens_used: int
    cost_usd: Decimal
    quality_score: float | None
    was_used: bool
    job_id: UUID | None
    error_message: Said | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PriceRow:
    """US dollars for a million tokens of models whose name begins so; `own` tells that people here set it."""

    model: str
    usd_in: Decimal
    usd_out: Decimal
    own: bool


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider: `ready` says whether it can be asked, `key` where its key comes from (own, installation, none)."""

    name: str
    title: str
    ready: bool
    key: str
    base_url: str
    model: str
    active: bool
    tasks: list[str]
    prices: list[PriceRow]


def prompt_row(prompt: Prompt) -> PromptRow:
    """The row of a prompt."""
    return PromptRow(**{name: getattr(prompt, name) for name in PromptRow.__slots__})


def generation_row(made: Generation) -> GenerationRow:
    """The row of a generation."""
    return GenerationRow(**{name: getattr(made, name) for name in GenerationRow.__slots__})
