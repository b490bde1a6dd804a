"""Providers, budgets, prompts and texts as their pages handle them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.core.actor import Actor
from state.ai.prompt import PromptState
from state.ai.settings import AiState
from state.ai.texts import TextsState
from tests.factories.outside import Answer, Asked, Outside, outside
from tests.factories.states import call, state_of
from tests.factories.work import clear_queue, worked

KEY = "sk-for-tests"


def _answer(asked: Asked) -> Answer:
    choice = {"index": 0, "message": {"role": "assistant", "content": "ready"}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    said = {"id": "c", "object": "chat.completion", "created": 1, "model": "gpt-4", "choices": [choice], "usage": usage}
    return 200, "application/json", json.dumps(said).encode()


@pytest.fixture
def server(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """A provider on this machine; no key of the installation stands in the way."""
    clear_queue()
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with outside(monkeypatch) as made:
        made.answer = _answer
        yield made


def settings_page(actor: Actor) -> Any:
    state = state_of(AiState, actor)
    call(state, "load")
    return state


def line(state: Any, name: str = "openai") -> dict[str, Any]:
    return next(one for one in state.rows if one["name"] == name)


def set_up(state: Any, server: Outside) -> None:
    call(state, "open_dialog", "provider", "openai")
    form = {"key": KEY, "base_url": f"{server.url}/v1", "model": "", "active": "on"}
    assert "is set up" in call(state, "save", form)


def job_of(path: str) -> Any:
    return worked(path.removeprefix("/jobs/"))  # pyright: ignore[reportArgumentType]


def test_a_key_goes_in_is_tried_and_never_comes_out(owner: Actor, server: Outside) -> None:
    state = settings_page(owner)
    assert [line(state)["state"], len(state.rows)] == ["none", 6]
    assert "not set up" in call(state, "test", "openai")
    set_up(state, server)
    assert (line(state)["state"], line(state)["key"]) == ("ready", "own")
    call(state, "test", "openai")
    assert line(state)["trial"]["state"] == "asked"
    job_of(line(state)["trial"]["job"])
    call(state, "refresh")
    assert (line(state)["trial"]["state"], line(state)["trial"]["line"]) == ("made", "ready")
    call(state, "open_dialog", "provider", "openai")
    assert KEY not in json.dumps(state.dict(), default=str)
    call(state, "save", {"key": "", "base_url": f"{server.url}/v1", "active": "on"})
    assert line(state)["key"] == "own"
    call(state, "open_dialog", "provider", "openai")
    call(state, "take_key")
    assert line(state)["state"] == "none"


def test_prices_and_budgets_are_the_owners(owner: Actor, server: Outside) -> None:
    state = settings_page(owner)
    call(state, "open_dialog", "prices", "openai")
    call(state, "save_price", {"model": "gpt-4", "usd_in": "1.5", "usd_out": "3"})
    assert state.prices[0] == {"model": "gpt-4", "usd_in": "1.5", "usd_out": "3", "own": True}
    assert "two parts" in call(state, "save_price", {"model": "gpt-4", "usd_in": "1", "usd_out": ""})
    call(state, "drop_price", "gpt-4")
    assert (state.prices[0]["usd_in"], state.prices[0]["own"]) == ("30", False)
    call(state, "open_budget", "", "")
    call(state, "save_budget", {"service": "openai", "usd_month": "0"})
    (bounded,) = [one for one in state.limits if one["service"] == "openai"]
    assert (bounded["full"], bounded["limit_text"]) == (True, "0.00")
    set_up(state, server)
    assert "Budget for OpenAI reached" in call(state, "test", "openai")


def test_a_viewer_sets_nothing(owner: Actor, viewer: Actor) -> None:
    state = settings_page(viewer)
    assert (state.may_write, state.may_spend) == (False, False)
    call(state, "open_dialog", "provider", "openai")
    call(state, "save", {"key": KEY, "active": "on"})
    assert line(settings_page(owner))["state"] == "none"


def opened(actor: Actor, prompt_id: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(PromptState, "_param", lambda self, name: prompt_id)
    state = state_of(PromptState, actor)
    call(state, "load")
    return state


def test_a_prompt_is_made_filled_and_written_by(owner: Actor, server: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = state_of(TextsState, owner)
    call(texts, "load")
    call(texts, "create", {"name": "teas", "category": "email", "template": "Write about {{ topic }}."})
    call(texts, "refresh")
    prompt_id = next(one["id"] for one in texts.rows if one["name"] == "teas")
    page = opened(owner, prompt_id, monkeypatch)
    assert (page.preview, "topic" in page.problem) == ("", True)
    call(page, "fill", "topic", "green tea")
    assert page.preview == "Write about green tea."
    assert "not set up" in call(page, "generate", {"topic": "green tea"})
    assert page.unset
    set_up(settings_page(owner), server)
    page = opened(owner, prompt_id, monkeypatch)
    call(page, "write", "Sing about {{ topic }}.")
    assert "Save the prompt first" in call(page, "generate", {"topic": "tea"})
    form = {"name": "teas", "category": "email", "template": "Sing about {{ topic }}.", "model": "gpt-4"}
    assert "is saved" in call(page, "save", {**form, "temperature": "0.5", "max_tokens": "100"})
    assert "/jobs/" in call(page, "generate", {"topic": "tea"})
    assert page.text["state"] == "asked"
    job_of(page.text["job"])
    call(page, "refresh")
    assert page.text["content"] == "ready"
    assert server.asked[-1].json["messages"][0]["content"] == "Sing about tea."
    call(texts, "refresh")
    call(texts, "open", texts.texts[0]["id"])
    call(texts, "rate", True)
    assert texts.text["used"]


def test_a_prompt_that_is_gone_says_so(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(owner, "01a1fe87-ed9a-785f-a4c5-ef42a7f89725", monkeypatch).missing
