"""How a request enters an action, and how its answer leaves."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app.accounts.caller import calling
from app.accounts.operator import actor_for
from app.api.caller import address
from app.api.wire import to_wire
from app.core import actions
from app.core.actions import Action, Done
from app.core.actor import Actor
from app.core.queue import JobRow


async def enter(
    request: Request, actor: Actor, action: Action[..., Any], arguments: Mapping[str, Any], *, step: str = ""
) -> Done[Any]:
    """Run the action in a thread, with the Idempotency-Key and the reason (`Steward-Why`) that the request names.

    `step` tells the first of two actions of one request from the second, so that each keeps its own answer.
    """
    given = request.headers.get("idempotency-key")
    key = f"{given}{step}" if given else None
    why = request.headers.get("steward-why")
    with calling(address(request), request.headers.get("user-agent")):
        return await run_in_threadpool(
            lambda: actions.run(actor_for(actor, action), action, arguments, key=key, why=why, door="api")
        )


def accepted(action: Action[..., Any], done: Done[Any]) -> JSONResponse:
    """The answer of an action that may leave its work to a job: that job, 202, where it did."""
    if isinstance(done.value, JobRow) and action.returns is not JobRow:
        return leave(done, 202, Location=f"/api/automation/jobs/{done.value.id}")
    return leave(done)


def leave(done: Done[Any], status: int = 200, **headers: str) -> JSONResponse:
    """The value as JSON; a write names its operation, by which it can be undone."""
    if done.operation_id:
        headers["Steward-Operation"] = str(done.operation_id)
    if done.replayed:
        headers["Idempotent-Replayed"] = "true"
    return JSONResponse(to_wire(done.value), status_code=status, headers=headers)
