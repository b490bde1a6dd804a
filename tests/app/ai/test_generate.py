"""Texts are asked of a real server that speaks OpenAI's protocol; budgets and missing providers refuse clearly."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from app.accounts import tenants
from app.ai import budgets, generate, prompts, providers, shipped, trial
from app.ai.models import Cost, Generation
from app.core import actions, times
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.errors import Conflict, Invalid, Refused
from app.core.queue import Job
from tests.factories.outside import Answer, Asked, Outside, outside
from tests.factories.work import clear_queue, done, worked

KEY = "sk-for-tests"
SUBJECT = {"email_purpose": "a sale", "audience": "gardeners", "tone": "warm", "goal": "visits"}


def replying(text: str, model: str = "gpt-4", reason: str = "stop") -> Any:
    def answer(asked: Asked) -> Answer:
        usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
        body = {
            "id": "c1",
            "object": "chat.completion",
            "created": 1,
            "model": model,
            "choices": [choice],
            "usage": usage,
        }
        return 200, "application/json", json.dumps(body).encode()

    return answer


@pytest.fixture
def server(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """A provider on this machine; no key of the installation stands in the way."""
    clear_queue()
    for name in ("OPENAI", "XAI", "GROQ"):
        monkeypatch.delenv(f"{name}_API_KEY", raising=False)
    with outside(monkeypatch) as made:
        made.answer = replying("1. Grow with us")
        yield made


def set_up(actor: Actor, server: Outside, name: str = "openai") -> None:
    given = {"provider_name": name, "key": KEY, "base_url": f"{server.url}/v1"}
    row = actions.run(actor, providers.save, given).value
    assert (row.ready, row.key) == (True, "own")
    assert KEY not in repr(row)


def written(actor: Actor, **given: Any) -> generate.GenerationRow:
    row = actions.run(actor, generate.generate, given).value
    assert row.job_id
    worked(row.job_id)
    return actions.run(actor, generate.get, {"id": row.id}).value


def test_a_shipped_prompt_is_filled_asked_kept_and_paid_for(owner: Actor, server: Outside) -> None:
    actions.run(owner, shipped.restore, {})
    set_up(owner, server)
    row = written(owner, prompt="email-subject-line", variables=SUBJECT)
    assert (row.state, row.generated_content, row.error_message) == ("made", "1. Grow with us", None)
    assert (row.tokens_used, row.cost_usd) == (150, Decimal("0.006"))
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.json["messages"][0]["content"].startswith("Write 5 subject lines")
    assert "gardeners" in asked.json["messages"][0]["content"]
    assert (asked.json["model"], asked.json["temperature"], asked.json["max_tokens"]) == ("gpt-4", 0.7, 500)
    with open_session(owner) as session:
        cost = session.scalars(select(Cost)).one()
        assert (cost.service, cost.operation, cost.settled) == ("openai", "content.generate", True)


def test_the_job_of_the_wire_makes_a_text_too(owner: Actor, server: Outside) -> None:
    set_up(owner, server)
    options = {"variables": {"who": "Klara"}, "maxTokens": 20}
    job = done(owner, "content.generate", {"prompt": "Greet {{ who }}", "options": options})
    assert job.error_message is None
    assert job.result
    assert actions.run(owner, generate.get, {"id": job.result["generationId"]}).value.generated_content
    assert server.asked[0].json["messages"][0]["content"] == "Greet Klara"


def test_a_task_goes_to_its_own_provider(owner: Actor, server: Outside) -> None:
    set_up(owner, server, "xai")
    server.answer = replying("Once", "grok-3")
    row = written(owner, custom_prompt="Write", task="creative-tasks")
    assert (row.provider, row.model, server.asked[0].json["model"]) == ("xai", "grok-3", "grok-3")


def test_the_installations_key_serves_all(owner: Actor, server: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-house")
    monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
    assert written(owner, custom_prompt="Write").state == "made"
    assert server.asked[0].headers["authorization"] == "Bearer sk-of-the-house"
    with pytest.raises(Invalid, match="needs the key"):
        actions.run(owner, providers.save, {"provider_name": "openai", "base_url": "https://example.com"})


def test_without_a_provider_or_a_variable_it_is_refused_at_once(owner: Actor, viewer: Actor, server: Outside) -> None:
    with pytest.raises(Invalid, match="OpenAI is not set up"):
        written(owner, custom_prompt="Write")
    job = done(owner, "content.generate", {"prompt": "Write"})
    assert (job.status, job.attempts) == ("failed", 1)
    assert "OpenAI is not set up" in (job.error_message or "")
    set_up(owner, server)
    for wrong in ({"custom_prompt": "Write to {{ who }}"}, {"custom_prompt": "x", "model": "no-such"}, {}):
        with pytest.raises(Invalid):
            written(owner, **wrong)
    with pytest.raises(Refused):
        written(viewer, custom_prompt="Write")
    assert server.asked == []


def test_a_used_up_budget_refuses(owner: Actor, server: Outside) -> None:
    set_up(owner, server)
    actions.run(owner, budgets.save, {"service": "openai", "usd_month": 500})
    with open_session(owner) as session:
        session.add(Cost(key="earlier", service="openai", operation="x", cost_usd=Decimal(500), settled=True))
    with pytest.raises(Refused, match=r"Budget for OpenAI reached \(500 of 500 \$\)"):
        written(owner, custom_prompt="Write")
    job = done(owner, "content.generate", {"prompt": "Write"})
    assert "Budget for OpenAI reached" in (job.error_message or "")
    assert server.asked == []
    actions.run(owner, budgets.save, {"service": "openai", "usd_month": 501})
    assert written(owner, custom_prompt="Write").state == "made"
    (shown,) = actions.run(owner, budgets.list_, {}).value
    assert shown.spent == Decimal("500.006")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
def test_a_budgets_month_begins_on_the_organisations_clock(owner: Actor, zone: str) -> None:
    actions.run(owner, tenants.update, {"zone": zone})
    tz = ZoneInfo(zone)
    begun = times.moments("month", times.local(times.utc_now(), tz).date(), tz)[0]
    with open_session(owner) as session:
        for number, at in enumerate((begun, begun - timedelta(seconds=1))):
            cost = Cost(key=str(number), service="openai", operation="x", cost_usd=Decimal(7), settled=True)
            cost.created_at = at
            session.add(cost)
    with open_session(owner) as session:
        assert budgets.spent(session, "openai") == (Decimal(7), 0)


@pytest.mark.parametrize(("status", "state"), [(500, "retrying"), (401, "failed")])
def test_a_refusal_costs_nothing_in_the_end(owner: Actor, server: Outside, status: int, state: str) -> None:
    set_up(owner, server)
    server.answer = lambda asked: (status, "application/json", b'{"error": {"message": "no"}}')
    row = actions.run(owner, generate.generate, {"custom_prompt": "Write"}).value
    assert row.job_id
    assert worked(row.job_id).status == state
    with open_session(owner) as session:
        assert len(session.scalars(select(Cost)).all()) == (1 if state == "retrying" else 0)


def test_an_answer_that_came_before_a_crash_is_not_bought_again(owner: Actor, server: Outside) -> None:
    set_up(owner, server)
    row = written(owner, custom_prompt="Write")
    with house_session() as session:
        session.execute(update(Job).where(col(Job.id) == row.job_id).values(status="pending"))
    with open_session(owner) as session:
        session.execute(update(Generation).values(generated_content=None))
    assert row.job_id
    worked(row.job_id)
    assert actions.run(owner, generate.get, {"id": row.id}).value.generated_content == "1. Grow with us"
    assert len(server.asked) == 1


def test_prompts_are_checked_kept_and_restored(owner: Actor, server: Outside) -> None:
    rows = actions.run(owner, shipped.restore, {}).value
    assert [row.name for row in rows] == ["product-announcement", "email-subject-line", "blog-outline"]
    wanted = {"product_name", "price", "features", "audience", "tone", "platform", "max_length"}
    assert set(rows[0].variables) == wanted
    assert (rows[0].model, rows[0].temperature, rows[0].max_tokens) == ("gpt-4", 0.7, 500)
    with pytest.raises(Invalid):
        actions.run(owner, prompts.save, {"name": "Mine", "template": "Hi {{ nmae }}", "variables": ["name"]})
    with pytest.raises(Conflict):
        actions.run(owner, prompts.save, {"name": "Blog-Outline", "template": "x"})
    actions.run(owner, prompts.save, {"id": rows[0].id, "name": "Mine", "template": "Hi {{ name }}"})
    assert [row.name for row in actions.run(owner, shipped.restore, {}).value] == ["product-announcement"]


def test_an_own_price_is_what_counts_and_goes_again(owner: Actor, server: Outside) -> None:
    set_up(owner, server)
    given = {"provider_name": "openai", "model": "gpt-4", "usd_in": "1", "usd_out": "2"}
    row = actions.run(owner, providers.save_price, given).value
    assert [(one.model, one.usd_in, one.own) for one in row.prices][:2] == [
        ("gpt-4", Decimal(1), True),
        ("gpt-4o", Decimal("2.5"), False),
    ]
    made = actions.run(owner, trial.test, {"provider_name": "openai"}).value
    assert made.job_id
    worked(made.job_id)
    row = actions.run(owner, generate.get, {"id": made.id}).value
    assert (row.state, row.cost_usd) == ("made", Decimal("0.0002"))
    assert "ready" in server.asked[0].json["messages"][0]["content"]
    back = actions.run(owner, providers.save_price, {"provider_name": "openai", "model": "gpt-4"}).value
    assert (back.prices[0].usd_in, back.prices[0].own) == (Decimal(30), False)
    with pytest.raises(Invalid, match="two parts"):
        actions.run(owner, providers.save_price, {**given, "usd_out": None})


def test_a_test_without_a_key_is_refused_clearly(owner: Actor, server: Outside) -> None:
    with pytest.raises(Invalid, match="Groq is not set up"):
        actions.run(owner, trial.test, {"provider_name": "groq"})


def test_a_prompt_is_filled_without_asking_anybody(owner: Actor) -> None:
    given = {"template": "Write of {{ topic }}.", "variables": {"topic": "tea"}}
    assert actions.run(owner, prompts.preview, given).value == "Write of tea."
    with pytest.raises(Invalid, match="topic"):
        actions.run(owner, prompts.preview, {**given, "variables": {}})
