"""Web calls of workflows: written down with the step, made by a job, answered by a signal."""

import json
from typing import Any
from uuid import UUID

from app.automation.definition import Http
from app.core import http, secrets
from app.core.db import Session
from app.core.effects import carry_out, give_up, intend
from app.core.errors import AppError, Invalid, Limited, Unavailable
from app.core.queue import Context, Payload, enqueue, kind

REPEATABLE = {"GET", "HEAD", "PUT", "DELETE"}
LARGEST = 200_000


class Call(Payload):
    """The sending in the ledger; the request is sealed, for its headers may hold secrets."""

    effect_id: UUID
    request: str
    repeatable: bool = False


def ask(session: Session, key: str, step: Http, request: dict[str, Any]) -> None:
    """Write a call of a step down, with the job that makes it; the same key writes no second one."""
    http.check_url(request["url"])
    shown = {"method": request["method"], "url": request["url"], "json": request["json"]}
    effect = intend(session, key=key, kind="http", target=request["url"], request=shown, waiter=key)
    if effect.job_id is None:
        headers = {"Idempotency-Key": key, **request["headers"]}
        sealed = secrets.seal(json.dumps({**request, "headers": headers}))
        repeatable = step.idempotent or step.method in REPEATABLE
        effect.job_id = enqueue(session, call, Call(effect_id=effect.id, request=sealed, repeatable=repeatable)).id


def failed(session: Session, job: Context, reason: str) -> None:
    """Settle what the job leaves open."""
    give_up(session, job.id, reason)


@kind("workflow.call", title="Call of a workflow", payload=Call, attempts=4, delay=5, time_limit=60, failed=failed)
def call(job: Context, payload: Call) -> dict[str, Any]:
    """Make one web call and keep its answer for the workflow."""
    request = json.loads(secrets.reveal(payload.request))
    return carry_out(job, payload.effect_id, lambda: _made(request), repeatable=payload.repeatable)


def _made(request: dict[str, Any]) -> dict[str, Any]:
    answer = http.fetch(
        request["method"],
        request["url"],
        headers=request["headers"],
        json=request["json"],
        timeout=30,
        limit=LARGEST,
        cut=True,
    )
    if not answer.ok:
        raise _refusal(answer.status, f"{request['url']} answered {answer.status}: {answer.text[:300]}")
    return {"status": answer.status, "body": _body(answer), "seconds": round(answer.elapsed, 3)}


def _body(answer: http.Answer) -> Any:
    try:
        return answer.json()
    except Invalid:
        return answer.text


def _refusal(status: int, said: str) -> AppError:
    if status == 429:
        return Limited(said)
    return Unavailable(said) if status >= 500 or status in {408, 425} else Invalid(said)
