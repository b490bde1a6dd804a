"""The six providers of language models, what each is asked for, and what its models cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.core.errors import Invalid

MILLION = Decimal(1_000_000)
Price = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider that speaks the protocol of OpenAI.

    `models` are the beginnings of its models' names, with US dollars for a million tokens in and out; the longest that
    fits counts, and the first is the price of any other.
    """

    name: str
    title: str
    base_url: str
    model: str
    models: dict[str, Price]

    def owns(self, model: str) -> bool:
        """Whether the model is one of this provider's."""
        return any(model.startswith(start) for start in self.models)

    def cost(self, model: str, tokens_in: int, tokens_out: int, own: Mapping[str, Price] | None = None) -> Decimal:
        """US dollars for so many tokens; `own` prices of an organisation come before those that are shipped."""
        prices = {**self.models, **(own or {})}
        fits = sorted((start for start in prices if model.startswith(start)), key=len)
        price = prices[fits[-1]] if fits else next(iter(prices.values()))
        return (Decimal(price[0]) * tokens_in + Decimal(price[1]) * tokens_out) / MILLION


PROVIDERS = {
    one.name: one
    for one in (
        Provider(
            "openai",
            "OpenAI",
            "https://api.openai.com/v1",
            "gpt-4",
            {
                "gpt-4": ("30", "60"),
                "gpt-4o": ("2.5", "10"),
                "gpt-4o-mini": ("0.15", "0.6"),
                "gpt-4.1": ("2", "8"),
                "gpt-4-turbo": ("10", "30"),
                "gpt-3.5": ("0.5", "1.5"),
                "gpt-5": ("1.25", "10"),
                "o1": ("15", "60"),
                "o3": ("2", "8"),
                "o4": ("1.1", "4.4"),
            },
        ),
        Provider(
            "anthropic", "Anthropic", "https://api.anthropic.com/v1", "claude-sonnet-4-5", {"claude": ("3", "15")}
        ),
        Provider(
            "groq",
            "Groq",
            "https://api.groq.com/openai/v1",
            "llama-3.3-70b-versatile",
            {"llama": ("0.59", "0.79"), "mixtral": ("0.24", "0.24"), "qwen": ("0.29", "0.59")},
        ),
        Provider("perplexity", "Perplexity", "https://api.perplexity.ai", "sonar", {"sonar": ("1", "1")}),
        Provider("xai", "xAI", "https://api.x.ai/v1", "grok-3", {"grok": ("3", "15")}),
        Provider(
            "gemini",
            "Gemini",
            "https://generativelanguage.googleapis.com/v1beta/openai",
            "gemini-2.5-flash",
            {"gemini": ("0.3", "2.5"), "gemini-2.5-pro": ("1.25", "10")},
        ),
    )
}
TASKS = {
    "complex-analysis": "openai",
    "content-moderation": "anthropic",
    "real-time-chat": "groq",
    "research-tasks": "perplexity",
    "creative-tasks": "xai",
    "multimodal-tasks": "gemini",
}


def provider(name: str) -> Provider:
    """The provider of that name; raises Invalid."""
    if name not in PROVIDERS:
        raise Invalid(
            f"There is no provider called {name[:60]!r}.", fields={"provider": f"one of: {', '.join(PROVIDERS)}"}
        )
    return PROVIDERS[name]


def for_task(task: str) -> Provider:
    """The provider that a task key is routed to; raises Invalid."""
    if task not in TASKS:
        raise Invalid(f"There is no task called {task[:60]!r}.", fields={"task": f"one of: {', '.join(TASKS)}"})
    return PROVIDERS[TASKS[task]]


def for_model(model: str) -> Provider:
    """The provider of a model; raises Invalid where none has such a one."""
    found = next((one for one in PROVIDERS.values() if one.owns(model)), None)
    if found is None:
        raise Invalid(f"No provider has a model called {model[:60]!r}.", fields={"model": "unknown"})
    return found
