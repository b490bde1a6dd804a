"""Steps that leave the house: calls, refusals, and what nobody can know."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.automation import run_reading
from app.automation import runs as run_actions
from app.core.actions import find, run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.effects import Effect, EffectState
from app.core.effects.settle import settle as settled
from app.core.settings import Settings, settings
from tests.app.automation.living import advance, happen, publish, runs


class Answering(BaseHTTPRequestHandler):
    """Answers with what the path says, and remembers the calls."""

    calls: list[tuple[str, str, Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.calls.append((self.path, self.headers["Idempotency-Key"], json.loads(body or b"null")))
        self.send_response(int(self.path.strip("/")))
        self.end_headers()
        self.wfile.write(b'{"id": 7}')

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(house: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    Answering.calls.clear()
    with HTTPServer(("127.0.0.1", 0), Answering) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        monkeypatch.setattr(settings(), "http_allow", [f"127.0.0.1:{made.server_port}"])
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


def call(url: str, **given: Any) -> dict[str, Any]:
    return {"type": "http", "id": "call", "method": "POST", "url": url, "json": {"who": "{{ who }}"}, **given}


def test_a_call_and_its_answer(owner: Actor, server: str) -> None:
    got = {"type": "set", "values": {"got": "{{ steps.call.output.body.id }}"}}
    publish(owner, {"steps": [call(f"{server}/200", headers={"Authorization": "Bearer abc"}), got]})
    happen(owner, "test.begun", {"who": "Ann"})
    advance()
    (made,) = runs(owner)
    assert (made.state, made.cursor["vars"]) == ("completed", {"got": 7}), made.error_message
    assert Answering.calls == [("/200", f"run:{made.id}:call", {"who": "Ann"})]
    with open_session(owner) as session:
        shown = run_reading.details(session, owner.tenant_id, made.id)
        (sending,) = session.scalars(select(Effect).where(col(Effect.kind) == "http")).all()
    assert "abc" not in json.dumps([step.input for step in shown.steps]) + json.dumps(sending.request)


def test_a_run_names_its_jobs_and_they_name_the_run(owner: Actor, other: Actor, server: str) -> None:
    report = run(owner, find("report.create"), {"name": "Ours", "metrics": ["revenue"]}).value
    steps = [
        call(f"{server}/200"),
        {"type": "sendEmail", "id": "mail", "template": "welcome", "to": "ann@example.com"},
        {"type": "action", "id": "made", "action": "report.run", "arguments": {"id": str(report.id)}},
        {"type": "set", "id": "last", "values": {"done": True}},
    ]
    publish(owner, {"steps": steps})
    happen(owner, "test.begun", {"who": "Ann", "user": {"name": "Ann"}})
    advance()
    (made,) = runs(owner)
    jobs = {step.key: step.job_id for step in run(owner, find("run.get"), {"id": made.id}).value.steps}
    assert jobs.pop("last") is None
    kinds = {key: run(owner, find("job.get"), {"job_id": id}).value.job_type for key, id in jobs.items()}
    assert kinds == {"call": "workflow.call", "mail": "email.send", "made": "report.generate"}
    for job_id in jobs.values():
        assert run(owner, find("run.of_job"), {"job_id": job_id}).value.id == made.id
        assert run(other, find("run.of_job"), {"job_id": job_id}).value is None
    asked = run(owner, find("report.run"), {"id": report.id}).value
    assert run(owner, find("run.of_job"), {"job_id": asked.id}).value is None


def test_what_was_refused_is_not_tried_again(owner: Actor, server: str) -> None:
    publish(owner, {"steps": [call(f"{server}/404")]})
    happen(owner, "test.begun", {"who": "Ann"})
    advance()
    (made,) = runs(owner)
    assert made.state == "failed"
    assert "404" in (made.error_message or "")
    assert len(Answering.calls) == 1


def test_a_private_address_is_not_called(owner: Actor) -> None:
    publish(owner, {"steps": [call("http://{{ who }}.169.254/latest", onError="continue")]})
    happen(owner, "test.begun", {"who": "169.254"})
    advance()
    (made,) = runs(owner)
    assert made.state == "completed"
    assert "private" in made.cursor["steps"]["call"]["error"]


@pytest.mark.parametrize(("decision", "end"), [("happened", "completed"), ("give_up", "failed")])
def test_an_unknown_outcome_waits_for_a_person(owner: Actor, decision: str, end: str) -> None:
    publish(owner, {"steps": [{"type": "sendEmail", "template": "welcome", "to": "ann@example.com"}]})
    happen(owner, "test.begun", {"user": {"name": "Ann"}})
    from app.automation.engine.passing import one_pass

    one_pass()
    with open_session(owner) as session:
        (sending,) = session.scalars(select(Effect).where(col(Effect.kind) == "mail")).all()
        settled(session, sending, EffectState.UNKNOWN, reason="killed")
    one_pass()
    (made,) = runs(owner)
    assert made.state == "unknown"
    assert "outcome unknown, decide" in (made.reason or "")
    run(owner, run_actions.decide, {"id": made.id, "key": "sendEmail-1", "decision": decision})
    one_pass()
    assert runs(owner)[0].state == end
