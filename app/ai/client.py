"""Asking a provider, through the guarded client."""

from typing import Any

import httpx2
from openai import APIConnectionError, APIStatusError, OpenAI, OpenAIError

from app.ai.keys import Access
from app.ai.reply import Reply, estimated
from app.core.errors import AppError, Invalid, Unavailable
from app.core.http import fetch

PATIENCE = 110.0
# They choose their own temperature, and call their bound by another name.
REASONING = ("gpt-5", "o1", "o3", "o4")
LARGEST = 4_000_000
KEY_REFUSED = {401, 403}
# Set by the guarded client itself, or true only of the body as it came over the wire.
DROPPED = {"host", "content-length", "connection", "accept-encoding", "transfer-encoding", "content-encoding"}


class Guarded(httpx2.BaseTransport):
    """Carries the requests of the provider's client through the guarded one."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """One call; raises Blocked, Unreachable or Unanswered."""
        headers = {name: text for name, text in request.headers.items() if name.lower() not in DROPPED}
        answer = fetch(
            request.method,
            str(request.url),
            headers=headers,
            content=request.read(),
            timeout=PATIENCE,
            limit=LARGEST,
            redirects=0,
        )
        kept = {name: text for name, text in answer.headers.items() if name not in DROPPED}
        return httpx2.Response(answer.status, headers=kept, content=answer.body, request=request)


def ask(way: Access, model: str, prompt: str, temperature: float, max_tokens: int) -> Reply:
    """One answer to one prompt. Raises Invalid where the provider refuses it, Unavailable where it may answer later."""
    client = OpenAI(
        api_key=way.key, base_url=way.base_url, max_retries=0, http_client=httpx2.Client(transport=Guarded())
    )
    try:
        with client:
            said = client.chat.completions.create(
                model=model,
                messages=[{"role": "user", "content": prompt}],
                **_bounds(model, temperature, max_tokens),
            )
    except APIStatusError as error:
        raise _refusal(way, error) from error
    except APIConnectionError as error:
        if isinstance(error.__cause__, AppError):
            raise error.__cause__ from error
        raise Unavailable(f"{way.provider.title} does not answer ({error}).") from error
    except OpenAIError as error:
        raise Unavailable(f"{way.provider.title} answered with what cannot be read ({error}).") from error
    choice = said.choices[0] if said.choices else None
    if choice is None or not choice.message.content:
        raise Unavailable(f"{way.provider.title} gave an empty answer.")
    used = said.usage
    return Reply(
        content=choice.message.content.strip(),
        model=said.model or model,
        tokens_in=used.prompt_tokens if used else estimated(prompt),
        tokens_out=used.completion_tokens if used else estimated(choice.message.content),
        cut=choice.finish_reason == "length",
    )


def _bounds(model: str, temperature: float, max_tokens: int) -> dict[str, Any]:
    if model.startswith(REASONING):
        return {"max_completion_tokens": max_tokens}
    return {"max_tokens": max_tokens, "temperature": temperature}


def _refusal(way: Access, error: APIStatusError) -> AppError:
    text = f"{way.provider.title} answered {error.status_code}: {error.message[:300]}"
    if error.status_code in {408, 409, 429} or error.status_code >= 500:
        return Unavailable(text)
    return Invalid(text, setting="ai" if error.status_code in KEY_REFUSED else None)
