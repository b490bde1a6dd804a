"""What is asked of a model: options, the way to a provider, and what there is to say of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.ai.registry import Provider, for_model, for_task


class Options(BaseModel):
    """How a text is to be made; what is not given comes from the prompt, else 0.7 and 500 tokens."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)

    variables: dict[str, Any] = Field(default_factory=dict[str, Any])
    task: Annotated[str, Field(max_length=60)] | None = None
    model: Annotated[str, Field(max_length=100)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    max_tokens: Annotated[int, Field(ge=1, le=32_000)] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filled prompt and how it is to be answered."""

    text: str
    model: str
    temperature: float
    max_tokens: int


def route(options: Options, kept: str | None) -> tuple[Provider, str | None]:
    """The provider to ask, and the model where one is named: by task, by model, by that of the prompt, else gpt-4.

    A task goes to its own provider, with the provider's model unless one of its own is named. Raises Invalid.
    """
    if options.task:
        provider = for_task(options.task)
        return provider, options.model if options.model and provider.owns(options.model) else None
    model = options.model or kept or "gpt-4"
    return for_model(model), model


def suggestions(content: str, variables: Mapping[str, Any], *, cut: bool) -> list[str]:
    """What the reader should look at before using the text."""
    found: list[str] = []
    if cut:
        found.append("The text ends for lack of tokens; allow more of them.")
    longest = str(variables.get("max_length", "")).strip()
    if longest.isdecimal() and len(content) > int(longest):
        found.append(f"The text has {len(content)} characters, more than the {longest} asked for; shorten it.")
    lines = [line for line in content.splitlines() if len(line.lstrip("0123456789.) ")) > 60]
    if "email_purpose" in variables and lines:
        found.append(f"{len(lines)} of the subject lines have more than 60 characters.")
    if "{{" in content or ("[" in content and "]" in content):
        found.append("The text holds places that are still to be filled in.")
    return found
